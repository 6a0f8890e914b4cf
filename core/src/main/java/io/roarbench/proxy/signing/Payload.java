package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;

/** What a request's {@code x-amz-content-sha256} says of its body. */
public enum Payload {
    /** The hash of the whole body stands in the header. */
    HASHED(null),
    UNSIGNED("UNSIGNED-PAYLOAD"),
    SIGNED_CHUNKS("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
    SIGNED_CHUNKS_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
    UNSIGNED_CHUNKS_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER");

    private final String wireName;

    Payload(String wireName) {
        this.wireName = wireName;
    }

    /** Whether the body is framed as {@code aws-chunked}. */
    public boolean chunked() {
        return this == SIGNED_CHUNKS || this == SIGNED_CHUNKS_TRAILER || this == UNSIGNED_CHUNKS_TRAILER;
    }

    public boolean signedChunks() {
        return this == SIGNED_CHUNKS || this == SIGNED_CHUNKS_TRAILER;
    }

    public boolean trailer() {
        return this == SIGNED_CHUNKS_TRAILER || this == UNSIGNED_CHUNKS_TRAILER;
    }

    /** @throws S3Fault for a value that is no hash and no known name; SigV4A's names are among them */
    public static Payload of(String value) throws S3Fault {
        if (Hex.isSha256(value)) {
            return HASHED;
        }
        for (Payload payload : values()) {
            if (value.equals(payload.wireName)) {
                return payload;
            }
        }
        throw new S3Fault(S3Error.InvalidArgument, "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- form of "
                + "AWS4-HMAC-SHA256, or a valid sha256 value.");
    }
}
