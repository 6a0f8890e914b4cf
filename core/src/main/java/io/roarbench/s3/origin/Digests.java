package io.roarbench.s3.origin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests of this Java runtime. */
final class Digests {

    private Digests() {
    }

    static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm + ", which S3 needs", e);
        }
    }
}
