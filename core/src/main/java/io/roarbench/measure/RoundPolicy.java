package io.roarbench.measure;

import java.time.Duration;

/**
 * When to stop measuring.
 *
 * @param minRounds rounds that are run even if they take more than the budget, but not if they take over three times as much; &ge; 1
 * @param maxRounds rounds after which it stops in any case
 * @param precision wanted half-width of the 95 % intervals, relative (0.02 is ±2 %); 0 never stops early
 * @param budget time after which no new round begins, warm-up included, once {@code minRounds} are done
 * @param maxWarmUp warm-up rounds after which measuring begins even if times have not settled; 0 is no warm-up; for each turn anew
 * @param turns in how many parts an experiment is measured, other experiments in between: what a machine does for a minute then
 *     falls on a part only; &ge; 1, and 0 in results from before there were turns is 1
 */
public record RoundPolicy(int minRounds, int maxRounds, double precision, Duration budget, int maxWarmUp, int turns) {

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
        if (turns < 0 || turns > minRounds) {
            throw new IllegalArgumentException("turns are at least 1 and at most the fewest rounds, " + minRounds + ", not " + turns);
        }
        turns = Math.max(1, turns);
    }

    /** A policy of one turn. */
    public RoundPolicy(int minRounds, int maxRounds, double precision, Duration budget, int maxWarmUp) {
        this(minRounds, maxRounds, precision, budget, maxWarmUp, 1);
    }

    /**
     * The policy of one turn: its part of the time and of the rounds.
     *
     * @param turn from 0
     * @param done rounds that earlier turns have begun; the limits of the result count them, too
     */
    public RoundPolicy ofTurn(int turn, int done) {
        int most = Math.max(done + 1, (int) ((long) maxRounds * (turn + 1) / turns));
        int fewest = Math.min(most, done + (minRounds + turns - 1) / turns);
        return new RoundPolicy(fewest, most, precision, budget.dividedBy(turns), maxWarmUp, 1);
    }

    /** Time after which no new round begins in any case but the first: three times the budget. */
    public Duration longest() {
        return budget.multipliedBy(OVERTIME);
    }
}
