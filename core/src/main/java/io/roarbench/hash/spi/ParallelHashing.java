package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import java.nio.ByteBuffer;

/** A provider that hashes one input held in memory with several threads (a tree hash). */
public interface ParallelHashing {

    /** Whether several threads help with this algorithm. */
    boolean parallel(Algorithm algorithm);

    /**
     * Hashes the remaining bytes of a buffer, whose position is its limit afterwards.
     *
     * @param threads how many may be used, 1 or more
     */
    byte[] hash(Algorithm algorithm, ByteBuffer input, int threads);
}
