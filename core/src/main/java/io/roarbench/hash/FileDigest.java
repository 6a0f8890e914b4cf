package io.roarbench.hash;

import java.nio.file.Path;
import java.util.Map;

/**
 * The digests of a file.
 *
 * @param path    the file as the caller named it
 * @param content size, digests and what computed them
 * @param io      how it was read, in a few words, e.g. {@code read 256 KiB}
 */
public record FileDigest(Path path, ContentDigest content, String io) implements FileOutcome {

    /** Bytes hashed. */
    public long size() {
        return content.size();
    }

    /** The digests in lowercase hexadecimal, in the order in which the algorithms were asked for. */
    public Map<Algorithm, String> digests() {
        return content.digests();
    }

    /**
     * One of the digests, lowercase hexadecimal.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public String digest(Algorithm algorithm) {
        return content.digest(algorithm);
    }
}
