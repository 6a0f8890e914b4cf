package io.roarbench.measure.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Confidence intervals by the bias-corrected and accelerated bootstrap (BCa; Efron 1987, JASA 82, 171–185). Seeded: the same
 * samples and seed give the same interval.
 */
public final class Bootstrap {

    /** Fewest samples for an interval: the order statistics of fewer cannot hold the median with 95 %. */
    public static final int FEWEST = 6;

    static final int RESAMPLES = 5000;
    /** Above this the interval of the median by order statistics is as good, and far cheaper. */
    static final int MANY = 2000;

    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double TAIL = 0.025;

    private Bootstrap() {
    }

    /**
     * The median with its 95 % interval: BCa up to {@value #MANY} samples, above that the distribution-free interval of
     * order statistics (Conover, Practical Nonparametric Statistics, 3.2).
     *
     * @param samples of any order; not changed
     */
    public static Estimate median(double[] samples, long seed) {
        return samples.length > MANY ? medianByOrder(samples) : of(samples, Bootstrap::medianOf, seed);
    }

    /**
     * Any statistic of a sample with its BCa 95 % interval.
     *
     * @param samples of any order; not changed
     * @param statistic must not keep or change the array that it is given
     * @return without an interval if there are fewer than {@value #FEWEST} samples
     */
    public static Estimate of(double[] samples, ToDoubleFunction<double[]> statistic, long seed) {
        double[] sorted = samples.clone();
        // The order of the samples must not decide which of them a resample draws.
        Arrays.sort(sorted);
        double value = sorted.length == 0 ? Double.NaN : statistic.applyAsDouble(sorted);
        if (sorted.length < FEWEST) {
            return Estimate.withoutInterval(value, sorted.length);
        }
        double[] resampled = resample(sorted, statistic, seed);
        double bias = bias(resampled, value);
        if (Double.isNaN(bias)) {
            return new Estimate(value, value, value, sorted.length);
        }
        double acceleration = acceleration(sorted, statistic);
        return new Estimate(value, end(resampled, TAIL, bias, acceleration),
                end(resampled, 1 - TAIL, bias, acceleration), sorted.length);
    }

    private static double[] resample(double[] sorted, ToDoubleFunction<double[]> statistic, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[sorted.length];
        double[] result = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = sorted[random.nextInt(sorted.length)];
            }
            result[i] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(result);
        return result;
    }

    /** Efron's z0, ties counted half; NaN where all resamples are equal. */
    private static double bias(double[] resampled, double value) {
        if (resampled[0] == resampled[resampled.length - 1]) {
            return Double.NaN;
        }
        double below = 0;
        for (double r : resampled) {
            below += r < value ? 1 : r == value ? 0.5 : 0;
        }
        double share = Math.min(Math.max(below, 0.5), resampled.length - 0.5) / resampled.length;
        return NORMAL.inverseCumulativeProbability(share);
    }

    /** Efron's a, by the jackknife. */
    private static double acceleration(double[] sorted, ToDoubleFunction<double[]> statistic) {
        int n = sorted.length;
        double[] left = new double[n - 1];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(sorted, 0, left, 0, i);
            System.arraycopy(sorted, i + 1, left, i, n - 1 - i);
            values[i] = statistic.applyAsDouble(left);
        }
        double mean = Arrays.stream(values).sum() / n;
        double squares = 0;
        double cubes = 0;
        for (double v : values) {
            double d = mean - v;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
    }

    private static double end(double[] resampled, double tail, double bias, double acceleration) {
        double z = bias + NORMAL.inverseCumulativeProbability(tail);
        double share = NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
        int index = (int) Math.floor(share * (resampled.length - 1) + 0.5);
        return resampled[Math.min(Math.max(index, 0), resampled.length - 1)];
    }

    private static Estimate medianByOrder(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int low = new BinomialDistribution(null, n, 0.5).inverseCumulativeProbability(TAIL);
        return new Estimate(medianOfSorted(sorted), sorted[Math.max(0, low - 1)], sorted[Math.min(n - 1, n - low)], n);
    }

    static double medianOf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return medianOfSorted(sorted);
    }

    private static double medianOfSorted(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
