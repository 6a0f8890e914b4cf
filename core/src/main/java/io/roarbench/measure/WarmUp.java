package io.roarbench.measure;

import io.roarbench.measure.statistics.Median;
import java.util.Arrays;
import java.util.List;

/**
 * Whether times have settled: for every arm the median of the newest window is not more than 5 % below that of the
 * window before it. A one-sided form of pyperf's two-window rule: code that still gets faster is still warming up, while
 * times that grow or scatter are noise, which more warm-up would not cure.
 */
final class WarmUp {

    private static final int WINDOW = 3;
    private static final double STILL_FASTER = 0.95;

    private WarmUp() {
    }

    /**
     * @param times valid times per arm in the order measured, ns
     * @param costly whether rounds take so much of the budget that smaller windows must do
     */
    static boolean settled(List<double[]> times, boolean costly) {
        return times.stream().allMatch(t -> settled(t, costly ? Math.max(1, Math.min(WINDOW, t.length / 2)) : WINDOW));
    }

    private static boolean settled(double[] times, int window) {
        int n = times.length;
        if (n < 2 * window) {
            return false;
        }
        double newest = Median.of(Arrays.copyOfRange(times, n - window, n));
        double before = Median.of(Arrays.copyOfRange(times, n - 2 * window, n - window));
        return newest >= STILL_FASTER * before;
    }
}
