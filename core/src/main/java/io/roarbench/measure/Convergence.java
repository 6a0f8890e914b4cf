package io.roarbench.measure;

import io.roarbench.measure.statistics.Bootstrap;
import io.roarbench.measure.statistics.Median;
import java.util.Arrays;
import java.util.List;

/**
 * How narrow the intervals of an experiment are after each round. Uses the interval of the median by
 * order statistics; those that are reported come from the bootstrap.
 */
final class Convergence {

    private Convergence() {
    }

    /**
     * The widest relative half-width: of the baseline's median time, and of each other arm's median paired log-ratio.
     *
     * @param times {@code times.get(arm)[round]}, ns; NaN where a sample is void
     * @param baseline index of the baseline
     * @return a share, or NaN while any arm has fewer than six complete pairs
     */
    static double widest(List<double[]> times, int baseline) {
        double[] base = times.get(baseline);
        double widest = halfWidth(log(base));
        for (int arm = 0; arm < times.size(); arm++) {
            if (arm != baseline) {
                double[] ratios = log(times.get(arm));
                double[] reference = log(base);
                for (int i = 0; i < ratios.length; i++) {
                    ratios[i] -= reference[i];
                }
                widest = larger(widest, halfWidth(ratios));
            }
        }
        return widest;
    }

    private static double larger(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }

    private static double[] log(double[] values) {
        return Arrays.stream(values).map(StrictMath::log).toArray();
    }

    private static double halfWidth(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return sorted.length < Bootstrap.FEWEST ? Double.NaN : Median.byOrderStatistics(sorted).halfWidth();
    }
}
