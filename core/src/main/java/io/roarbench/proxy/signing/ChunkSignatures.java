package io.roarbench.proxy.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The chain of signatures in a streamed body: each covers one chunk and the signature before it. One object is one body,
 * on one thread. Source: Amazon S3 API Reference, Signature Calculations: Transfer Payload in Multiple Chunks.
 */
public final class ChunkSignatures {

    private static final String EMPTY_SHA256 = Hex.of(CanonicalRequest.sha256().digest());

    private final SigningKey key;
    private final String amzDate;
    /** Made with the first chunk: most requests have none. */
    private ByteSink toSign;
    private MessageDigest digest;
    private String previous;

    ChunkSignatures(SigningKey key, String amzDate, String seed) {
        this.key = key;
        this.amzDate = amzDate;
        this.previous = seed;
    }

    /** The signature of the next chunk; the chain moves on. */
    public String chunk(byte[] sha256) {
        begin("AWS4-HMAC-SHA256-PAYLOAD").put(EMPTY_SHA256).put('\n').putHex(sha256);
        previous = Hex.of(key.sign(toSign, digest));
        return previous;
    }

    /** The signature of the trailer, {@code name:value\n} each. */
    public String trailer(String canonicalTrailer) {
        ByteSink text = begin("AWS4-HMAC-SHA256-TRAILER");
        text.putHex(digest.digest(canonicalTrailer.getBytes(StandardCharsets.ISO_8859_1)));
        previous = Hex.of(key.sign(text, digest));
        return previous;
    }

    private ByteSink begin(String algorithm) {
        if (toSign == null) {
            toSign = new ByteSink();
            digest = CanonicalRequest.sha256();
        }
        toSign.clear();
        return toSign.put(algorithm).put('\n').put(amzDate).put('\n').put(key.scope()).put('\n').put(previous)
                .put('\n');
    }

    /** Compares in a time that does not depend on where the texts differ. */
    static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.ISO_8859_1),
                given.getBytes(StandardCharsets.ISO_8859_1));
    }
}
