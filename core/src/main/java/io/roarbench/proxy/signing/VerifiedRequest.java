package io.roarbench.proxy.signing;

/**
 * A request whose signature holds.
 *
 * @param accessKey   of the client
 * @param payload     what the body must prove yet
 * @param payloadHash the header's value: a hash for {@link Payload#HASHED}
 * @param presigned   whether the signature was in the query
 * @param chunks      verifies the chunks of a signed stream; null for other bodies
 */
public record VerifiedRequest(String accessKey, Payload payload, String payloadHash, boolean presigned,
        ChunkSignatures chunks) {
}
