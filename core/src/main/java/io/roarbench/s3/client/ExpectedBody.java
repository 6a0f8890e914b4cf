package io.roarbench.s3.client;

/**
 * What a body that is read must be.
 *
 * @param length bytes
 * @param crc32c its CRC-32C (RFC 3720), 0 to 2³²−1
 */
public record ExpectedBody(long length, long crc32c) {
}
