package io.roarbench.measure.statistics;

/** Checks of what callers pass in. */
final class Samples {

    private Samples() {
    }

    /** @throws IllegalArgumentException naming the first sample that is not finite */
    static double[] finite(double[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (!Double.isFinite(samples[i])) {
                throw new IllegalArgumentException("sample " + i + " of " + samples.length + " is " + samples[i]
                        + "; leave void samples out before taking statistics");
            }
        }
        return samples;
    }
}
