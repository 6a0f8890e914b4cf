package io.roarbench.measure.statistics;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Finds the end of warm-up in a series: the first window that looks like the one after it and like the last one. Looking
 * alike is what pyperf's calibration of warm-ups takes for it (windows of 20 values; quartiles within 5 %, centre and spread
 * within 10 %), with three changes: the last window counts too, since compilers come in tiers and a series rests between
 * them; the centre is the median, so that one interrupted sample does not put the end off; and spreads are compared as
 * shares of the median, since windows of a quiet series may well differ by more than 10 % in their tiny spreads.
 */
public final class SteadyState {

    /** Values in a window unless the caller says otherwise. */
    public static final int WINDOW = 20;

    private static final double QUARTILES = 0.05;
    private static final double CENTRE_AND_SPREAD = 0.10;

    private SteadyState() {
    }

    /** The end of warm-up by windows of {@value #WINDOW} values; see {@link #endOfWarmUp(double[], int)}. */
    public static OptionalInt endOfWarmUp(double[] series) {
        return endOfWarmUp(series, WINDOW);
    }

    /**
     * The index of the first value after warm-up.
     *
     * @param series values above 0 in the order measured; not changed
     * @param window values in a window, at least 3
     * @return empty if the series had not settled at its end, or is shorter than two windows
     * @throws IllegalArgumentException if the window is too small or a value is not finite
     */
    public static OptionalInt endOfWarmUp(double[] series, int window) {
        if (window < 3) {
            throw new IllegalArgumentException("a window holds at least 3 values, not " + window);
        }
        Samples.finite(series);
        for (int start = 0; start + 2 * window <= series.length; start++) {
            Summary first = summary(series, start, window);
            if (alike(first, summary(series, start + window, window))
                    && alike(first, summary(series, series.length - window, window))) {
                return OptionalInt.of(start);
            }
        }
        return OptionalInt.empty();
    }

    private static Summary summary(double[] series, int start, int window) {
        return Summary.of(Arrays.copyOfRange(series, start, start + window));
    }

    private static boolean alike(Summary a, Summary b) {
        return within(QUARTILES, a.p25(), b.p25(), b.p25()) && within(QUARTILES, a.p75(), b.p75(), b.p75())
                && within(CENTRE_AND_SPREAD, a.median(), b.median(), b.median())
                && within(CENTRE_AND_SPREAD, a.mad(), b.mad(), b.median());
    }

    private static boolean within(double share, double a, double b, double of) {
        return Math.abs(a - b) <= share * Math.abs(of);
    }
}
