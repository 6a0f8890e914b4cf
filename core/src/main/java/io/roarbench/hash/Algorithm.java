package io.roarbench.hash;

import java.util.Locale;

/** The content hashes that roar-bench knows. The labels are the ones that roar writes. */
public enum Algorithm {

    /** BLAKE3 in its default (unkeyed) mode with 32 bytes of output. */
    BLAKE3("blake3", 32),
    /** SHA-256, FIPS 180-4. */
    SHA256("sha256", 32),
    /** SHA-512, FIPS 180-4. */
    SHA512("sha512", 64),
    /** MD5, RFC 1321. Identifies content, protects nothing: collisions are easy to make. */
    MD5("md5", 16);

    private final String label;
    private final int digestLength;

    Algorithm(String label, int digestLength) {
        this.label = label;
        this.digestLength = digestLength;
    }

    /** The name in output, scenario files and results, e.g. {@code sha256}. */
    public String label() {
        return label;
    }

    /** The length of a digest in bytes. */
    public int digestLength() {
        return digestLength;
    }

    /** The tag that {@code sha256sum --tag} and {@code b3sum --tag} print: upper case. */
    public String tag() {
        return label.toUpperCase(Locale.ROOT);
    }

    /**
     * Finds an algorithm by its label, whatever its case, with or without a hyphen ({@code SHA-256}).
     *
     * @throws IllegalArgumentException if there is none; the message lists the known labels
     */
    public static Algorithm of(String label) {
        String wanted = label.toLowerCase(Locale.ROOT).replace("-", "");
        for (Algorithm algorithm : values()) {
            if (algorithm.label.equals(wanted)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException(
                "unknown hash algorithm '" + label + "'; known are blake3, sha256, sha512, md5");
    }

    @Override
    public String toString() {
        return label;
    }
}
