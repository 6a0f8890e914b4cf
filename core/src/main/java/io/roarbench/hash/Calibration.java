package io.roarbench.hash;

import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.nio.ByteBuffer;
import java.util.function.ToDoubleBiFunction;

/**
 * Measures how fast a provider hashes memory, in at most about 0.1 s: runs of 1 MiB until the time is up, the fastest of
 * which counts, so that neither the interpreter nor a neighbour's load decides.
 */
final class Calibration implements ToDoubleBiFunction<DigestProvider, Algorithm> {

    private static final int INPUT = 1 << 20;
    private static final int PIECE = 256 << 10;
    private static final long BUDGET_NS = 100_000_000;
    private static final int FEWEST_RUNS = 3;

    @Override
    public double applyAsDouble(DigestProvider provider, Algorithm algorithm) {
        ByteBuffer input = ByteBuffer.allocateDirect(PIECE);
        try (Digest digest = provider.openDigest(algorithm)) {
            long start = System.nanoTime();
            long best = Long.MAX_VALUE;
            for (int run = 0; run < FEWEST_RUNS || System.nanoTime() - start < BUDGET_NS; run++) {
                best = Math.min(best, run(digest, input));
            }
            return (double) INPUT / best;
        }
    }

    private static long run(Digest digest, ByteBuffer input) {
        long start = System.nanoTime();
        for (int done = 0; done < INPUT; done += PIECE) {
            digest.update(input.clear());
        }
        digest.finish();
        return Math.max(1, System.nanoTime() - start);
    }
}
