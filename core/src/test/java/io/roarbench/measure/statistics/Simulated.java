package io.roarbench.measure.statistics;

import org.apache.commons.math3.random.Well19937c;

/** Samples of known truth from a seed. */
final class Simulated {

    /** Distributions with median 1 (times are positive, skewed, and sometimes interrupted). */
    enum Shape {
        NORMAL, LOG_NORMAL, INTERRUPTED
    }

    private final Well19937c random;

    Simulated(long seed) {
        random = new Well19937c(seed);
    }

    double[] times(Shape shape, int n) {
        double[] times = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = time(shape);
        }
        return times;
    }

    double time(Shape shape) {
        double z = random.nextGaussian();
        return switch (shape) {
            case NORMAL -> 1 + 0.05 * z;
            case LOG_NORMAL -> StrictMath.exp(0.3 * z);
            // Student's t with 2 degrees of freedom (no variance), and every tenth sample farther out still.
            case INTERRUPTED -> 1 + 0.05 * z / Math.sqrt(exponential()) * (random.nextInt(10) == 0 ? 20 : 1);
        };
    }

    double gaussian() {
        return random.nextGaussian();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double[] shuffled(double[] samples) {
        double[] result = samples.clone();
        for (int i = result.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = result[i];
            result[i] = result[j];
            result[j] = swapped;
        }
        return result;
    }

    private double exponential() {
        return -StrictMath.log(1 - random.nextDouble());
    }
}
