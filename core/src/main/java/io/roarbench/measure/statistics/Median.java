package io.roarbench.measure.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/** The median, and its interval by order statistics: cheap enough to be taken at every round's end. */
public final class Median {

    private Median() {
    }

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @param values of any order; not changed
     * @return NaN if there is none
     */
    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    static double ofSorted(double[] sorted) {
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        return n % 2 == 1 ? sorted[n / 2] : middle(sorted[n / 2 - 1], sorted[n / 2]);
    }

    static double middle(double a, double b) {
        return a + (b - a) / 2;
    }

    /**
     * The narrowest interval between two order statistics, equally far from both ends, that holds the median of the
     * population with at least 95 %, whatever its distribution (Conover, Practical Nonparametric Statistics, 3.2).
     *
     * @param sorted at least {@link Bootstrap#FEWEST} values, ascending
     */
    public static Estimate byOrderStatistics(double[] sorted) {
        int n = sorted.length;
        int rank = new BinomialDistribution(null, n, 0.5).inverseCumulativeProbability(Bootstrap.TAIL);
        return new Estimate(ofSorted(sorted), sorted[Math.max(0, rank - 1)], sorted[Math.min(n - 1, n - rank)], n);
    }
}
