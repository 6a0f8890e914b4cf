package io.roarbench.measure.statistics;

import java.util.function.ToDoubleFunction;

/** The statistic of the samples without one of them, or without one group of them, in turn. */
final class Jackknife {

    /** Above this many samples, groups of them are left out instead of single ones: the cost is quadratic otherwise. */
    private static final int MOST_GROUPS = Bootstrap.MANY;

    private Jackknife() {
    }

    /** Efron's acceleration a: a sixth of the skewness of the jackknife values (Efron and Tibshirani 1993, 14.15). */
    static double acceleration(double[] sorted, ToDoubleFunction<double[]> statistic) {
        double[] values = values(sorted, statistic);
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        double cubes = 0;
        for (double v : values) {
            double d = mean - v;
            squares += d * d;
            cubes += d * d * d;
        }
        double a = cubes / (6 * squares * Math.sqrt(squares));
        return Double.isFinite(a) ? a : 0;
    }

    private static double[] values(double[] sorted, ToDoubleFunction<double[]> statistic) {
        int n = sorted.length;
        int groups = Math.min(n, MOST_GROUPS);
        double[] values = new double[groups];
        for (int g = 0; g < groups; g++) {
            values[g] = statistic.applyAsDouble(without(sorted, g, groups));
        }
        return values;
    }

    /** Group g has the ranks g, g + groups, g + 2·groups…: spread over the whole range. */
    private static double[] without(double[] sorted, int g, int groups) {
        int n = sorted.length;
        double[] left = new double[n - (n - g + groups - 1) / groups];
        int to = 0;
        for (int i = 0; i < n; i++) {
            if (i % groups != g) {
                left[to++] = sorted[i];
            }
        }
        return left;
    }
}
