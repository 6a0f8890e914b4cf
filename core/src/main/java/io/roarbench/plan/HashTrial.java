package io.roarbench.plan;

/**
 * Hashes one file.
 *
 * @param algorithm {@code blake3}, {@code sha256}, {@code sha512} or {@code md5}
 * @param provider a provider's name, or {@code auto} for the fastest that works here
 * @param level the SIMD level of the provider {@code native}, e.g. {@code avx2}, or {@code auto} for the highest there is
 * @param io {@code auto}, {@code read}, {@code mmap} or {@code direct}
 * @param threads how many threads work on the one file, &ge; 1; 0 for one per processor
 * @param file what is hashed
 * @param cache in which page cache state
 */
public record HashTrial(String algorithm, String provider, String level, String io, int threads, GeneratedFile file,
        CacheState cache) implements Trial {

    /** As provider, level or I/O: leaves the choice to the library. */
    public static final String AUTO = "auto";

    public HashTrial {
        level = level == null ? AUTO : level;
        io = io == null ? AUTO : io;
        if (threads < 0) {
            throw new IllegalArgumentException("threads are at least 1, or 0 for one per processor, not " + threads);
        }
    }

    /** At the highest level, by the I/O that the library chooses. */
    public HashTrial(String algorithm, String provider, int threads, GeneratedFile file, CacheState cache) {
        this(algorithm, provider, AUTO, AUTO, threads, file, cache);
    }
}
