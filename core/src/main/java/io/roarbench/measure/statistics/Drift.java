package io.roarbench.measure.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/**
 * Whether a series goes up or down over its rounds: the trend test of Mann (1945, Econometrica 13, 245–259) and Kendall,
 * with corrections for ties and for continuity.
 *
 * @param tau Kendall's rank correlation with the round, in [−1, 1]; 0 if all samples are equal
 * @param pValue two-sided, of the hypothesis of no trend, by the normal approximation; 1 with fewer than
 *     {@link Bootstrap#FEWEST} samples
 * @param change median of the last third of the rounds against that of the first third, as a share of the latter; NaN
 *     with fewer than 3 samples
 */
public record Drift(double tau, double pValue, double change) {

    /**
     * Tests a series.
     *
     * @param byRound one sample a round, in order; not changed
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static Drift of(double[] byRound) {
        int n = Samples.finite(byRound).length;
        double change = n < 3 ? Double.NaN
                : Median.of(Arrays.copyOfRange(byRound, n - n / 3, n)) / Median.of(Arrays.copyOf(byRound, n / 3)) - 1;
        double pairs = n * (n - 1.0) / 2;
        double tied = tiedPairs(byRound);
        if (n < 2 || tied == pairs) {
            return new Drift(0, 1, change);
        }
        double[] rounds = IntStream.range(0, n).asDoubleStream().toArray();
        double tau = new KendallsCorrelation().correlation(rounds, byRound);
        double score = tau * Math.sqrt(pairs * (pairs - tied));
        return new Drift(tau, n < Bootstrap.FEWEST ? 1 : pValue(score, byRound), change);
    }

    private static double pValue(double score, double[] samples) {
        double n = samples.length;
        double variance = (n * (n - 1) * (2 * n + 5)
                - ties(samples).mapToDouble(t -> t * (t - 1.0) * (2.0 * t + 5)).reduce(0, Double::sum)) / 18;
        double z = Math.max(0, Math.abs(score) - 1) / Math.sqrt(variance);
        return 2 * new NormalDistribution().cumulativeProbability(-z);
    }

    private static double tiedPairs(double[] samples) {
        return ties(samples).mapToDouble(t -> t * (t - 1.0) / 2).reduce(0, Double::sum);
    }

    /** The sizes of groups of equal samples. */
    private static IntStream ties(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        IntStream.Builder sizes = IntStream.builder();
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                sizes.add(i - from);
                from = i;
            }
        }
        return sizes.build();
    }
}
