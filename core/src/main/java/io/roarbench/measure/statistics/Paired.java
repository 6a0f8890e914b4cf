package io.roarbench.measure.statistics;

/** What one series adds to another, from the pairs that rounds make of them. */
public final class Paired {

    private Paired() {
    }

    /**
     * The ratio other / baseline: the median of the log-ratios of the pairs, with its 95 % interval, exponentiated.
     *
     * @param baseline values above 0 by round
     * @param other values above 0 of the same rounds
     * @throws IllegalArgumentException if the two differ in length, or a value is not above 0 and finite
     */
    public static Estimate ratio(double[] baseline, double[] other, long seed) {
        return Successive.median(logRatios(baseline, other), seed).map(StrictMath::exp);
    }

    /**
     * The difference other − baseline: the median of the differences of the pairs, with its 95 % interval.
     *
     * @param baseline finite values by round
     * @param other finite values of the same rounds
     * @throws IllegalArgumentException if the two differ in length, or a value is not finite
     */
    public static Estimate difference(double[] baseline, double[] other, long seed) {
        return Successive.median(differences(baseline, other), seed);
    }

    /** The natural logarithm of other / baseline by round: what {@link Wilcoxon#signedRank} tests. */
    public static double[] logRatios(double[] baseline, double[] other) {
        double[] logs = new double[same(baseline, other)];
        for (int i = 0; i < logs.length; i++) {
            if (!(baseline[i] > 0 && other[i] > 0)) {
                throw new IllegalArgumentException("ratios need values above 0; round " + i + " has " + baseline[i]
                        + " and " + other[i]);
            }
            // StrictMath: Math.log may differ in its last bit between JVMs.
            logs[i] = StrictMath.log(other[i]) - StrictMath.log(baseline[i]);
        }
        return logs;
    }

    /** Other − baseline by round. */
    public static double[] differences(double[] baseline, double[] other) {
        double[] differences = new double[same(baseline, other)];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = other[i] - baseline[i];
        }
        return differences;
    }

    private static int same(double[] baseline, double[] other) {
        if (baseline.length != other.length) {
            throw new IllegalArgumentException("pairs have two sides: there are " + baseline.length + " and " + other.length);
        }
        return baseline.length;
    }
}
