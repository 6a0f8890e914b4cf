package io.roarbench.measure.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/** Two estimates of separate runs compared, from their intervals alone. */
public final class Independent {

    private static final NormalDistribution NORMAL = new NormalDistribution();
    /** Half the width of a 95 % interval in standard errors. */
    private static final double WIDTH = NORMAL.inverseCumulativeProbability(0.975);

    private Independent() {
    }

    /**
     * The difference other − first with a 95 % interval recovered from those of the two, which need not be symmetric (MOVER;
     * Zou and Donner 2008, Statistics in Medicine 27, 1693–1702).
     *
     * @return without an interval if either has none
     */
    public static Estimate difference(Estimate first, Estimate other) {
        double value = other.value() - first.value();
        double below = Math.hypot(other.value() - other.low(), first.high() - first.value());
        double above = Math.hypot(other.high() - other.value(), first.value() - first.low());
        return new Estimate(value, value - below, value + above, Math.min(first.n(), other.n()));
    }

    /**
     * The ratio other / first, by the difference of their logarithms.
     *
     * @throws IllegalArgumentException if a value or the end of an interval is not above 0
     */
    public static Estimate ratio(Estimate first, Estimate other) {
        return difference(logarithm(first), logarithm(other)).map(StrictMath::exp);
    }

    private static Estimate logarithm(Estimate e) {
        if (e.value() <= 0 || e.low() <= 0) {
            throw new IllegalArgumentException("ratios need values above 0, not " + e);
        }
        return e.map(StrictMath::log);
    }

    /**
     * How likely a difference at least this far from {@code same} is if there is none: the p-value that an interval implies
     * (Altman and Bland 2011, BMJ 343:d2304).
     *
     * @param difference with an interval
     * @param same the value that means no difference; 0
     * @return 0 to 1; NaN without an interval
     */
    public static double pValue(Estimate difference, double same) {
        double distance = difference.value() - same;
        if (!difference.hasInterval()) {
            return Double.NaN;
        }
        if (distance == 0) {
            return 1;
        }
        // The side towards "same" is the one that decides.
        double side = distance > 0 ? difference.value() - difference.low() : difference.high() - difference.value();
        return 2 * NORMAL.cumulativeProbability(-Math.abs(distance) * WIDTH / side);
    }
}
