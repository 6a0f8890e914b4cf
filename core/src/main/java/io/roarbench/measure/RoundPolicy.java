package io.roarbench.measure;

import java.time.Duration;

/**
 * When to stop measuring.
 *
 * @param minRounds rounds that are run even if they take more than the budget, but not if they take over three times as much; &ge; 1
 * @param maxRounds rounds after which it stops in any case
 * @param precision wanted half-width of the 95 % intervals, relative (0.02 is ±2 %); 0 never stops early
 * @param budget time after which no new round begins, warm-up included, once {@code minRounds} are done
 * @param maxWarmUp warm-up rounds after which measuring begins even if times have not settled; 0 is no warm-up
 */
public record RoundPolicy(int minRounds, int maxRounds, double precision, Duration budget, int maxWarmUp) {

    private static final int OVERTIME = 3;

    public RoundPolicy {
        if (minRounds < 1 || maxRounds < minRounds) {
            throw new IllegalArgumentException(
                    "rounds go from at least 1 to at least as many, not " + minRounds + ".." + maxRounds);
        }
        if (precision < 0 || Double.isNaN(precision)) {
            throw new IllegalArgumentException("precision is a share of at least 0, not " + precision);
        }
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException("the budget is a time above 0, not " + budget);
        }
        if (maxWarmUp < 0) {
            throw new IllegalArgumentException("warm-up rounds are at least 0, not " + maxWarmUp);
        }
    }

    /** Time after which no new round begins in any case but the first: three times the budget. */
    public Duration longest() {
        return budget.multipliedBy(OVERTIME);
    }
}
