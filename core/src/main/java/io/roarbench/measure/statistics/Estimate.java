package io.roarbench.measure.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * A point value with its 95 % confidence interval, in the caller's unit.
 *
 * @param value the point value; NaN if there was no sample at all
 * @param low lower end; NaN if there were too few samples for an interval
 * @param high upper end; NaN if there were too few samples for an interval
 * @param n samples that it rests on
 */
public record Estimate(double value, double low, double high, int n) {

    /** A value without an interval. */
    public static Estimate withoutInterval(double value, int n) {
        return new Estimate(value, Double.NaN, Double.NaN, n);
    }

    /** Whether there were enough samples for an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Half the interval's width; NaN without an interval. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** Half the interval's width as a share of the value's size; NaN without an interval, infinite around 0. */
    public double relativeHalfWidth() {
        return halfWidth() / Math.abs(value);
    }

    /** Whether a value lies in the interval; false without an interval. */
    public boolean contains(double x) {
        return low <= x && x <= high;
    }

    /** Whether two intervals have a value in common; false if either has none. */
    public boolean overlaps(Estimate other) {
        return low <= other.high && other.low <= high;
    }

    /** The same value with both ends of the interval this many times as far from it. */
    public Estimate widened(double factor) {
        return factor == 1 ? this : new Estimate(value, value - factor * (value - low), value + factor * (high - value), n);
    }

    /** The same with both ends of the interval this many times as far from the value by ratio; for values above 0. */
    public Estimate widenedByRatio(double factor) {
        return factor == 1 ? this : new Estimate(value, value * StrictMath.pow(low / value, factor),
                value * StrictMath.pow(high / value, factor), n);
    }

    /** The estimate of a monotone function of what this one estimates. */
    public Estimate map(DoubleUnaryOperator monotone) {
        double a = monotone.applyAsDouble(low);
        double b = monotone.applyAsDouble(high);
        return new Estimate(monotone.applyAsDouble(value), Math.min(a, b), Math.max(a, b), n);
    }
}
