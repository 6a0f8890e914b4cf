package io.roarbench.measure.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Draws with replacement from sorted samples. Both methods draw the same resamples from the same seed. */
final class Resampling {

    private final double[] sorted;
    private final int count;

    Resampling(double[] sorted, int count) {
        this.sorted = sorted;
        this.count = count;
    }

    /** The statistic of each resample, ascending. */
    double[] of(ToDoubleFunction<double[]> statistic, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[sorted.length];
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = sorted[index(random)];
            }
            result[i] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(result);
        return result;
    }

    /** The median of each resample, ascending; counting how often each rank is drawn saves sorting the resamples. */
    double[] medians(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] drawn = new int[sorted.length];
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            Arrays.fill(drawn, 0);
            for (int j = 0; j < drawn.length; j++) {
                drawn[index(random)]++;
            }
            result[i] = median(drawn);
        }
        Arrays.sort(result);
        return result;
    }

    private double median(int[] drawn) {
        int n = drawn.length;
        int half = (n + 1) / 2;
        int rank = 0;
        int seen = drawn[0];
        while (seen < half) {
            seen += drawn[++rank];
        }
        if (n % 2 == 1 || seen > half) {
            return sorted[rank];
        }
        int next = rank + 1;
        while (drawn[next] == 0) {
            next++;
        }
        return Median.middle(sorted[rank], sorted[next]);
    }

    /**
     * A rank by multiplication instead of {@code nextInt(bound)}: the algorithm of the latter is not specified, and may
     * differ between JDKs. The bias is below n / 2³².
     */
    private int index(SplittableRandom random) {
        return (int) (((random.nextLong() >>> 32) * sorted.length) >>> 32);
    }
}
