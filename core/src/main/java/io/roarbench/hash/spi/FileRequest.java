package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.Cancellation;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.ProgressListener;
import java.util.Set;

/**
 * How to hash whole files.
 *
 * @param algorithms   the digests wanted from one pass over the bytes; not empty
 * @param threads      how many threads may work on one file, 1 or more
 * @param io           how to read
 * @param progress     told about bytes hashed
 * @param cancellation asked whether to stop
 */
public record FileRequest(Set<Algorithm> algorithms, int threads, IoMode io, ProgressListener progress,
                          Cancellation cancellation) {
}
