package io.roarbench.measure.statistics;

/**
 * The median of samples that were taken one after the other, and may resemble those just before them: a machine has quiet
 * and busy spells. Such samples tell less than as many independent ones, and the interval that {@link Bootstrap} gives is too
 * narrow by the square root of the integrated autocorrelation time of their signs about the median, which is what the
 * variance of a median of dependent samples depends on (Sen 1968, Ann. Math. Stat. 39, 1724–1730). That time is summed by
 * Geyer's initial monotone sequence (Geyer 1992, Statistical Science 7, 473–483).
 */
public final class Successive {

    private Successive() {
    }

    /**
     * The median with its 95 % interval, widened where samples resemble those before them.
     *
     * @param inOrder in the order in which they were taken; not changed
     * @return without an interval if there are fewer than {@value Bootstrap#FEWEST} samples
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static Estimate median(double[] inOrder, long seed) {
        return Bootstrap.median(inOrder, seed).widened(inflation(inOrder));
    }

    /**
     * The same of values above 0, such as times: the interval is widened by ratio, so that it stays above 0, too.
     *
     * @param inOrder in the order in which they were taken; not changed
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static Estimate positiveMedian(double[] inOrder, long seed) {
        return Bootstrap.median(inOrder, seed).widenedByRatio(inflation(inOrder));
    }

    /** By how much the interval of independent samples is to be widened, &ge; 1. */
    static double inflation(double[] inOrder) {
        double[] signs = signs(inOrder);
        int n = signs.length;
        double variance = product(signs, 0);
        if (variance == 0) {
            return 1;
        }
        // Within one standard error of none there is none to be seen, and widening would only add noise.
        if (product(signs, 1) / variance <= 1 / Math.sqrt(n)) {
            return 1;
        }
        double time = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag + 1 < n / 2; lag += 2) {
            least = Math.min(least, (product(signs, lag) + product(signs, lag + 1)) / variance);
            if (least <= 0) {
                break;
            }
            time += 2 * least;
        }
        return Math.sqrt(Math.max(1, time));
    }

    /** −1 below the median, 1 above, less their mean. */
    private static double[] signs(double[] values) {
        double median = Median.of(values);
        double[] signs = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            signs[i] = Math.signum(values[i] - median);
            sum += signs[i];
        }
        for (int i = 0; i < signs.length; i++) {
            signs[i] -= sum / signs.length;
        }
        return signs;
    }

    private static double product(double[] values, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < values.length; i++) {
            sum += values[i] * values[i + lag];
        }
        return sum;
    }
}
