package io.roarbench.measure.statistics;

/** What one series adds to another, from the pairs that rounds make of them. */
public final class Paired {

    private Paired() {
    }

    /**
     * The ratio other / baseline: the median of the log-ratios of the pairs, with its BCa 95 % interval, exponentiated.
     *
     * @param baseline values above 0 by round
     * @param other values above 0 of the same rounds
     */
    public static Estimate ratio(double[] baseline, double[] other, long seed) {
        double[] logs = new double[same(baseline, other)];
        for (int i = 0; i < logs.length; i++) {
            // StrictMath: Math.log may differ in its last bit between JVMs.
            logs[i] = StrictMath.log(other[i]) - StrictMath.log(baseline[i]);
        }
        return Bootstrap.median(logs, seed).map(StrictMath::exp);
    }

    /** The difference other − baseline: the median of the differences of the pairs, with its BCa 95 % interval. */
    public static Estimate difference(double[] baseline, double[] other, long seed) {
        double[] differences = new double[same(baseline, other)];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = other[i] - baseline[i];
        }
        return Bootstrap.median(differences, seed);
    }

    private static int same(double[] baseline, double[] other) {
        if (baseline.length != other.length) {
            throw new IllegalArgumentException("pairs have two sides: there are " + baseline.length + " and " + other.length);
        }
        return baseline.length;
    }
}
