package io.roarbench.measure.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * What describes one series, in the unit of its samples. All but {@code n} are NaN without samples.
 *
 * @param n samples
 * @param min smallest sample
 * @param max largest sample
 * @param mean arithmetic mean
 * @param standardDeviation of the sample, with n − 1; 0 for a single one
 * @param median middle value
 * @param mad median absolute deviation from the median, unscaled (times 1.4826 it estimates σ of a normal distribution)
 * @param p5 5th percentile, like all others as by {@link #percentile}
 * @param p25 lower quartile
 * @param p75 upper quartile
 * @param p90 90th percentile
 * @param p95 95th percentile
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 */
public record Summary(int n, double min, double max, double mean, double standardDeviation, double median, double mad,
        double p5, double p25, double p75, double p90, double p95, double p99, double p999) {

    /**
     * Describes a series.
     *
     * @param samples of any order; not changed
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static Summary of(double[] samples) {
        // Sorted, so that rounding in the sums does not depend on the order of the samples.
        double[] x = Samples.finite(samples).clone();
        Arrays.sort(x);
        double median = Median.ofSorted(x);
        double[] deviations = Arrays.stream(x).map(v -> Math.abs(v - median)).toArray();
        return new Summary(x.length, StatUtils.min(x), StatUtils.max(x), StatUtils.mean(x),
                Math.sqrt(StatUtils.variance(x)), median, Median.of(deviations),
                percentile(x, 5), percentile(x, 25), percentile(x, 75), percentile(x, 90), percentile(x, 95),
                percentile(x, 99), percentile(x, 99.9));
    }

    /**
     * A percentile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, American Statistician
     * 50, 361–365; the default of R and NumPy). Above 100 · (n − 1) / n it says little more than the largest sample.
     *
     * @param samples of any order; not changed
     * @param p in [0, 100]
     * @return NaN without samples
     * @throws IllegalArgumentException if p is out of range
     */
    public static double percentile(double[] samples, double p) {
        if (!(p >= 0 && p <= 100)) {
            throw new IllegalArgumentException("a percentile lies between 0 and 100, not at " + p);
        }
        // Commons Math takes (0, 100]; the 0th is the smallest.
        return p == 0 ? StatUtils.min(samples)
                : new Percentile().withEstimationType(EstimationType.R_7).evaluate(samples, p);
    }

    /** Standard deviation as a share of the mean. */
    public double coefficientOfVariation() {
        return standardDeviation / Math.abs(mean);
    }
}
