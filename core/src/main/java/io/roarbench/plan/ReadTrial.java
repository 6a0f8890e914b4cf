package io.roarbench.plan;

/**
 * Reads one file without hashing it: the limit that no hash of it can pass.
 *
 * @param file what is read
 * @param cache in which page cache state
 */
public record ReadTrial(GeneratedFile file, CacheState cache) implements Trial {
}
