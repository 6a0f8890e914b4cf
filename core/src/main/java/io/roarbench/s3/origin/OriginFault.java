package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.S3Error;

/** What goes wrong with one request, on purpose. */
public sealed interface OriginFault {

    /** Nothing. */
    record None() implements OriginFault {
    }

    /** The operation does not happen; the answer is this error. */
    record Refuse(S3Error error) implements OriginFault {
    }

    /** The connection is reset when that many bytes of the request's body have come in. */
    record ResetRequest(long afterBytes) implements OriginFault {
    }

    /** The operation happens; the connection is reset after that many bytes of the answer's body. */
    record ResetResponse(long afterBytes) implements OriginFault {
    }

    /** The operation happens, and no answer ever comes. */
    record Hang() implements OriginFault {
    }

    /** Chooses the fault of each request. Called on event loops. */
    @FunctionalInterface
    interface Plan {

        /** @param path encoded, with the bucket */
        OriginFault next(String method, String path);

        static Plan none() {
            None none = new None();
            return (method, path) -> none;
        }
    }
}
