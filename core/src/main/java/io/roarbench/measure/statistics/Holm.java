package io.roarbench.measure.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The step-down correction for several tests at once (Holm 1979, Scandinavian Journal of Statistics 6, 65–70). */
public final class Holm {

    private Holm() {
    }

    /**
     * Adjusted p-values: rejecting those up to α keeps the chance of any false rejection at α.
     *
     * @param p p-values in [0, 1], one a test; NaN for a test that could not be made, which does not count as one
     * @return in the same order, NaN where p is
     * @throws IllegalArgumentException if a p-value is out of range
     */
    public static double[] adjust(double[] p) {
        int[] ascending = IntStream.range(0, p.length).filter(i -> !Double.isNaN(p[i])).boxed()
                .sorted(Comparator.comparingDouble(i -> p[i])).mapToInt(Integer::intValue).toArray();
        double[] adjusted = p.clone();
        double largest = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            double one = p[ascending[rank]];
            if (one < 0 || one > 1) {
                throw new IllegalArgumentException("a p-value lies between 0 and 1, not at " + one);
            }
            largest = Math.max(largest, Math.min(1, one * (ascending.length - rank)));
            adjusted[ascending[rank]] = largest;
        }
        return adjusted;
    }
}
