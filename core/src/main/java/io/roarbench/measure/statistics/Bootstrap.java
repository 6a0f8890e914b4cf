package io.roarbench.measure.statistics;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Confidence intervals by the bias-corrected and accelerated bootstrap (BCa; Efron 1987, JASA 82, 171–185), from
 * {@value #RESAMPLES} resamples. Seeded: the same samples and seed give the same interval, in whatever order the samples
 * come, on every JDK.
 *
 * <p>Resampled medians of few samples take few values, so that a plain quantile of them jumps from one to the next and
 * the interval is too narrow (with 7 samples it holds the median in 87 of 100 cases). Ends are therefore quantiles of the
 * mid-distribution (Ma, Genton and Parzen 2011, Ann. Inst. Stat. Math. 63, 227–243), which interpolates between tied
 * values and equals the plain quantile where there are no ties.
 */
public final class Bootstrap {

    /** Fewest samples for an interval: the order statistics of fewer cannot hold the median with 95 %. */
    public static final int FEWEST = 6;

    static final int RESAMPLES = 5000;
    /** Above this the interval of the median by order statistics is as good, and far cheaper. */
    static final int MANY = 2000;
    static final double TAIL = 0.025;

    private static final NormalDistribution NORMAL = new NormalDistribution();

    private Bootstrap() {
    }

    /**
     * The median with its 95 % interval: BCa up to {@value #MANY} samples, above that the distribution-free interval of
     * order statistics (Conover, Practical Nonparametric Statistics, 3.2).
     *
     * @param samples of any order; not changed
     * @return without an interval if there are fewer than {@value #FEWEST} samples
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static Estimate median(double[] samples, long seed) {
        double[] sorted = sorted(samples);
        double value = Median.ofSorted(sorted);
        if (sorted.length < FEWEST) {
            return Estimate.withoutInterval(value, sorted.length);
        }
        if (sorted.length > MANY) {
            return Median.byOrderStatistics(sorted);
        }
        // No acceleration: that is the skewness of the influence function, which for the median takes two values equally often.
        return interval(value, sorted.length, new Resampling(sorted, RESAMPLES).medians(seed), () -> 0);
    }

    /**
     * Any statistic of a sample with its BCa 95 % interval. Costs {@value #RESAMPLES} times the statistic of as many
     * samples, at any size: with 100 000 samples some seconds.
     *
     * @param samples of any order; not changed
     * @param statistic must not keep or change the array that it is given, nor depend on the order in it; above 2000
     *     samples a smooth one (a mean, a ratio), since the jackknife leaves out groups there, which misleads on quantiles
     * @return without an interval if there are fewer than {@value #FEWEST} samples, or if the statistic of a resample is
     *     not a number
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static Estimate of(double[] samples, ToDoubleFunction<double[]> statistic, long seed) {
        double[] sorted = sorted(samples);
        double value = sorted.length == 0 ? Double.NaN : statistic.applyAsDouble(sorted);
        if (sorted.length < FEWEST) {
            return Estimate.withoutInterval(value, sorted.length);
        }
        return interval(value, sorted.length, new Resampling(sorted, RESAMPLES).of(statistic, seed),
                () -> Jackknife.acceleration(sorted, statistic));
    }

    /** The order of the samples must not decide which of them a resample draws. */
    private static double[] sorted(double[] samples) {
        double[] sorted = Samples.finite(samples).clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static Estimate interval(double value, int n, double[] resampled, DoubleSupplier accelerations) {
        double last = resampled[resampled.length - 1];
        if (Double.isNaN(value) || Double.isNaN(last)) {
            return Estimate.withoutInterval(value, n);
        }
        if (resampled[0] == last) {
            return new Estimate(value, Math.min(value, last), Math.max(value, last), n);
        }
        double bias = bias(resampled, value);
        double acceleration = accelerations.getAsDouble();
        return new Estimate(value, MidDistribution.quantile(resampled, share(TAIL, bias, acceleration)),
                MidDistribution.quantile(resampled, share(1 - TAIL, bias, acceleration)), n);
    }

    /** Efron's z0, ties counted half. */
    private static double bias(double[] resampled, double value) {
        double below = 0;
        for (double r : resampled) {
            below += r < value ? 1 : r == value ? 0.5 : 0;
        }
        double share = Math.min(Math.max(below, 0.5), resampled.length - 0.5) / resampled.length;
        return NORMAL.inverseCumulativeProbability(share);
    }

    /** The share of resamples below an end of the interval (Efron 1987, 4.2). */
    private static double share(double tail, double bias, double acceleration) {
        double z = bias + NORMAL.inverseCumulativeProbability(tail);
        double scale = 1 - acceleration * z;
        // Beyond the pole the formula turns around; the end is the outermost resample there.
        return scale <= 0 ? (tail < 0.5 ? 0 : 1) : NORMAL.cumulativeProbability(bias + z / scale);
    }
}
