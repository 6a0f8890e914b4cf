package io.roarbench.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Whether times have settled: for every arm the median of the newest window is not more than 5 % below that of the
 * window before it. A one-sided form of pyperf's two-window rule: code that still gets faster is still warming up, while
 * times that grow or scatter are noise, which more warm-up would not cure.
 */
final class WarmUp {

    static final int WINDOW = 3;
    private static final double STILL_FASTER = 0.95;

    private WarmUp() {
    }

    /** @param times valid times per arm in the order measured, ns */
    static boolean settled(List<double[]> times) {
        return times.stream().allMatch(WarmUp::armSettled);
    }

    private static boolean armSettled(double[] times) {
        int n = times.length;
        if (n < 2 * WINDOW) {
            return false;
        }
        double newest = median(Arrays.copyOfRange(times, n - WINDOW, n));
        double before = median(Arrays.copyOfRange(times, n - 2 * WINDOW, n - WINDOW));
        return newest >= STILL_FASTER * before;
    }

    private static double median(double[] window) {
        Arrays.sort(window);
        return window[window.length / 2];
    }
}
