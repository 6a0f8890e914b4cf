package io.roarbench.measure.statistics;

import java.util.Arrays;

/**
 * Whether the first sample stands apart from the others: caches were cold, or code was not compiled yet.
 *
 * @param ratio first sample / median of the others; NaN with fewer than {@link Bootstrap#FEWEST} samples
 * @param slow whether it lies above the outer Tukey fence of the others and is at least 10 % above their median
 */
public record FirstRun(double ratio, boolean slow) {

    private static final double NOTICEABLE = 1.1;

    /**
     * Compares the first sample with the others.
     *
     * @param byRound one sample a round, in order; not changed
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static FirstRun of(double[] byRound) {
        if (Samples.finite(byRound).length < Bootstrap.FEWEST) {
            return new FirstRun(Double.NaN, false);
        }
        double[] others = Arrays.copyOfRange(byRound, 1, byRound.length);
        double ratio = byRound[0] / Median.of(others);
        boolean apart = Outliers.Fences.of(others).label(byRound[0]) == Outliers.Label.HIGH_SEVERE;
        return new FirstRun(ratio, apart && ratio >= NOTICEABLE);
    }
}
