package io.roarbench.proxy.conformance;

/** Whoever runs the cases of an operation, at the endpoints that are its own. */
interface Cases {

    /** What must hold at an endpoint that is S3. */
    @FunctionalInterface
    interface Case {
        void run(S3Session s3) throws Exception;
    }

    /** Runs the case at every endpoint, each time in a new bucket, and compares. */
    void everywhere(Case test) throws Exception;
}
