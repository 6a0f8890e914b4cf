package io.roarbench.proxy;

/** How bodies are signed on their way up. Whatever goes up was verified before, as the client signed it. */
public enum UploadSigning {
    /**
     * The default: as the client did. A hash stays a hash, signed chunks stay signed chunks of the same sizes, an unsigned body
     * stays one; nothing is hashed or framed that need not be.
     */
    AS_RECEIVED,
    /**
     * Every body is signed, for buckets whose policy forbids unsigned payloads (condition key
     * {@code s3:x-amz-content-sha256}): unsigned ones become signed chunks of 64 KiB, at the price of one SHA-256 pass.
     */
    SIGNED,
    /**
     * Signed chunks become unsigned ones (a checksum in the trailer is kept) or a plain body: the origin has less to check. TLS
     * alone protects them then, so it needs an {@code https} upstream.
     */
    UNSIGNED
}
