package io.roarbench.measure.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A straight line through times at several loop counts: the slope is the cost of one event, the intercept the cost that
 * does not depend on their number. A least-squares line is fitted to each round by itself; the estimates are medians
 * over rounds, so that a disturbed round does not tilt them.
 *
 * @param slope y per x, with its 95 % interval over rounds
 * @param intercept y at x = 0, with its 95 % interval over rounds
 * @param rSquared median over rounds of the share of the variance of y that the line explains, in [0, 1]; NaN if y is
 *     constant in half of them
 * @param nonlinearity how far the worst of the medians of y lies from the line through them, as a share of the line's
 *     rise over all x: near 0 for a straight line; NaN or infinite for a line without a rise
 */
public record Regression(Estimate slope, Estimate intercept, double rSquared, double nonlinearity) {

    /** Fewest loop counts: with fewer a bend goes unseen. */
    public static final int FEWEST_COUNTS = 4;

    /**
     * The cost of an event of one variant.
     *
     * @param x loop counts, at least {@value #FEWEST_COUNTS} different ones
     * @param yPerRound {@code yPerRound[round][i]} measured at {@code x[i]}; not changed
     * @throws IllegalArgumentException if counts are too few, a round has another number of values, or one is not finite
     */
    public static Regression of(double[] x, double[][] yPerRound, long seed) {
        checkCounts(x);
        double[] slopes = new double[yPerRound.length];
        double[] intercepts = new double[yPerRound.length];
        double[] explained = new double[yPerRound.length];
        for (int round = 0; round < yPerRound.length; round++) {
            SimpleRegression line = fit(x, yPerRound[round], round);
            slopes[round] = line.getSlope();
            intercepts[round] = line.getIntercept();
            explained[round] = line.getRSquare();
        }
        return new Regression(Successive.median(slopes, seed), Successive.median(intercepts, seed),
                Median.of(explained), nonlinearity(x, yPerRound));
    }

    /**
     * What an event costs more in one variant than in another, from the differences of the rounds that have both.
     *
     * @param x loop counts, at least {@value #FEWEST_COUNTS} different ones
     * @param baseline {@code baseline[round][i]} measured at {@code x[i]}
     * @param other of the same rounds
     * @throws IllegalArgumentException if the two differ in rounds, or as {@link #of} says
     */
    public static Regression ofDifference(double[] x, double[][] baseline, double[][] other, long seed) {
        if (baseline.length != other.length) {
            throw new IllegalArgumentException("pairs have two sides: there are " + baseline.length + " and "
                    + other.length + " rounds");
        }
        double[][] differences = new double[baseline.length][];
        for (int round = 0; round < differences.length; round++) {
            differences[round] = Paired.differences(baseline[round], other[round]);
        }
        return of(x, differences, seed);
    }

    private static void checkCounts(double[] x) {
        long different = Arrays.stream(Samples.finite(x)).distinct().count();
        if (different < FEWEST_COUNTS) {
            throw new IllegalArgumentException("a cost per event needs at least " + FEWEST_COUNTS
                    + " different loop counts, not " + different);
        }
    }

    private static SimpleRegression fit(double[] x, double[] y, int round) {
        if (y.length != x.length) {
            throw new IllegalArgumentException(
                    "round " + round + " has " + y.length + " values for " + x.length + " loop counts");
        }
        Samples.finite(y);
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            line.addData(x[i], y[i]);
        }
        return line;
    }

    private static double nonlinearity(double[] x, double[][] yPerRound) {
        if (yPerRound.length == 0) {
            return Double.NaN;
        }
        double[] medians = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int at = i;
            medians[i] = Median.of(Arrays.stream(yPerRound).mapToDouble(y -> y[at]).toArray());
        }
        SimpleRegression line = fit(x, medians, 0);
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            worst = Math.max(worst, Math.abs(medians[i] - line.predict(x[i])));
        }
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return worst / Math.abs(line.getSlope() * (sorted[x.length - 1] - sorted[0]));
    }
}
