package io.roarbench.plan;

/**
 * Hashes one file.
 *
 * @param algorithm {@code blake3}, {@code sha256}, {@code sha512} or {@code md5}
 * @param provider a provider's name, or {@code auto} for the fastest that works here
 * @param threads how many threads work on the one file, &ge; 1; 0 for one per processor
 * @param file what is hashed
 * @param cache in which page cache state
 */
public record HashTrial(String algorithm, String provider, int threads, GeneratedFile file, CacheState cache)
        implements Trial {

    /** The provider name that leaves the choice to the library. */
    public static final String AUTO = "auto";

    public HashTrial {
        if (threads < 0) {
            throw new IllegalArgumentException("threads are at least 1, or 0 for one per processor, not " + threads);
        }
    }
}
