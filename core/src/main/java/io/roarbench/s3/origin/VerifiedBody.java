package io.roarbench.s3.origin;

/**
 * What is known of a body that came in whole.
 *
 * @param checksumName  of the additional checksum that came with it and held, e.g. {@code x-amz-checksum-crc32}; or null
 * @param checksumValue base64
 */
record VerifiedBody(String checksumName, String checksumValue) {
}
