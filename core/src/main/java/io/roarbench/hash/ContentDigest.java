package io.roarbench.hash;

import java.util.Map;

/**
 * The digests of some bytes.
 *
 * @param size    how many bytes were hashed
 * @param digests lowercase hexadecimal, in the order in which the algorithms were asked for
 * @param sources what computed each
 */
public record ContentDigest(long size, Map<Algorithm, String> digests, Map<Algorithm, DigestSource> sources) {

    /**
     * One of the digests, lowercase hexadecimal.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public String digest(Algorithm algorithm) {
        String digest = digests.get(algorithm);
        if (digest == null) {
            throw new IllegalArgumentException(algorithm + " was not computed, only " + digests.keySet());
        }
        return digest;
    }
}
