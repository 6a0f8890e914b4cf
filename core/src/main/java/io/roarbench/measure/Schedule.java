package io.roarbench.measure;

import java.util.SplittableRandom;

/**
 * The order of the arms in each round: a fresh permutation per round, drawn from a recorded seed, so that neither drift
 * nor the neighbour before it favours an arm, and so that a resumed run goes on with the very same order.
 */
public final class Schedule {

    private static final long ROUND_STRIDE = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int arms;

    public Schedule(long seed, int arms) {
        this.seed = seed;
        this.arms = arms;
    }

    /** Returns the arms' indices in the order in which round {@code round} runs them. */
    public int[] order(int round) {
        int[] order = new int[arms];
        SplittableRandom random = new SplittableRandom(seed + ROUND_STRIDE * (round + 1L));
        for (int i = 0; i < arms; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
