package io.roarbench.proxy.signing;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A derived key, ready to sign by HMAC-SHA256 (RFC 2104). It brings no digest of its own: a request then needs the state and
 * the code of one digest only, which have left the processor's caches between two requests. Not thread-safe.
 */
final class SigningKey {

    private static final int BLOCK = 64;
    private static final int HASH = 32;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final byte[] inner = new byte[BLOCK];
    /** The padded key, and room for the inner hash. */
    private final byte[] outer = new byte[BLOCK + HASH];
    private final String scope;

    /** @param key no longer than a block */
    private SigningKey(byte[] key, String scope) {
        this.scope = scope;
        Arrays.fill(inner, INNER);
        Arrays.fill(outer, 0, BLOCK, OUTER);
        for (int i = 0; i < key.length; i++) {
            inner[i] ^= key[i];
            outer[i] ^= key[i];
        }
    }

    static SigningKey derive(String secret, CredentialScope scope) {
        MessageDigest sha256 = CanonicalRequest.sha256();
        byte[] first = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        byte[] date = hmac(first.length > BLOCK ? sha256.digest(first) : first, scope.date(), sha256);
        byte[] region = hmac(date, scope.region(), sha256);
        byte[] service = hmac(region, scope.service(), sha256);
        return new SigningKey(hmac(service, CredentialScope.TERMINATOR, sha256), scope.text());
    }

    private static byte[] hmac(byte[] key, String text, MessageDigest sha256) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SigningKey(key, "").sign(bytes, bytes.length, sha256);
    }

    String scope() {
        return scope;
    }

    /** @param sha256 is used, and left as new */
    byte[] sign(ByteSink stringToSign, MessageDigest sha256) {
        return sign(stringToSign.array(), stringToSign.size(), sha256);
    }

    private byte[] sign(byte[] text, int length, MessageDigest sha256) {
        try {
            sha256.update(inner, 0, BLOCK);
            sha256.update(text, 0, length);
            sha256.digest(outer, BLOCK, HASH);
            sha256.update(outer, 0, BLOCK + HASH);
            return sha256.digest();
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 is not " + HASH + " bytes long", e);
        }
    }
}
