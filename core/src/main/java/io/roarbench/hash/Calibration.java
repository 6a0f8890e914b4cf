package io.roarbench.hash;

import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Measures how fast providers hash memory, in about 0.1 s each: they take turns of runs of 1 MiB, and the fastest run of
 * each counts, so that neither the interpreter nor a neighbour's load, which would meet one of them alone, decides.
 */
final class Calibration implements BiFunction<List<DigestProvider>, Algorithm, Map<String, Double>> {

    private static final int INPUT = 1 << 20;
    private static final int PIECE = 256 << 10;
    private static final int TURNS = 10;
    private static final long TURN_NS = 10_000_000;

    /** GB/s by provider name. */
    @Override
    public Map<String, Double> apply(List<DigestProvider> providers, Algorithm algorithm) {
        ByteBuffer input = ByteBuffer.allocateDirect(PIECE);
        Map<String, Double> speeds = new HashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (DigestProvider provider : providers) {
                // What is slow needs no more to show it, and would take long.
                boolean slow = turn > 2 && speeds.get(provider.name()) * TURN_NS < INPUT;
                if (!slow) {
                    speeds.merge(provider.name(), turn(provider, algorithm, input), Math::max);
                }
            }
        }
        return speeds;
    }

    private static double turn(DigestProvider provider, Algorithm algorithm, ByteBuffer input) {
        try (Digest digest = provider.openDigest(algorithm)) {
            long start = System.nanoTime();
            long best = Long.MAX_VALUE;
            do {
                best = Math.min(best, run(digest, input));
            } while (System.nanoTime() - start < TURN_NS);
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
