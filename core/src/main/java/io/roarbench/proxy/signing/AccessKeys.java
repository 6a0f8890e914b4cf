package io.roarbench.proxy.signing;

/** Whom the verifier lets in. */
@FunctionalInterface
public interface AccessKeys {

    /** The credentials of an access key, or null if there are none. Called on an event loop: must not block. */
    Credentials find(String accessKey);

    static AccessKeys only(Credentials credentials) {
        return accessKey -> credentials.accessKey().equals(accessKey) ? credentials : null;
    }
}
