package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import java.util.Map;

/**
 * The digests of one file.
 *
 * @param size    bytes hashed
 * @param digests one for each algorithm asked for
 * @param io      how it was read, in a few words, e.g. {@code pread 1 MiB} or {@code mmap 8 MiB populate}
 */
public record FileHash(long size, Map<Algorithm, byte[]> digests, String io) {
}
