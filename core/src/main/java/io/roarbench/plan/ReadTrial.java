package io.roarbench.plan;

/**
 * Reads one file without hashing it: the limit that no hash of it can pass.
 *
 * @param threads how many threads share the file, &ge; 1; 0 for one per processor
 * @param file what is read
 * @param cache in which page cache state
 */
public record ReadTrial(int threads, GeneratedFile file, CacheState cache) implements Trial {

    public ReadTrial {
        if (threads < 0) {
            throw new IllegalArgumentException("threads are at least 1, or 0 for one per processor, not " + threads);
        }
    }

    /** On one thread. */
    public ReadTrial(GeneratedFile file, CacheState cache) {
        this(1, file, cache);
    }
}
