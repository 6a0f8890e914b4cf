package io.roarbench.measure.statistics;

import java.util.Arrays;
import java.util.List;

/** Labels outliers by Tukey's fences (Exploratory Data Analysis, 1977, 2D). They are labelled, never dropped. */
public final class Outliers {

    /** Fewest samples to tell an outlier from: the quartiles of fewer are the samples themselves. */
    public static final int FEWEST = 4;

    private static final double INNER = 1.5;
    private static final double OUTER = 3;

    /** Where a sample lies. */
    public enum Label {
        /** Within 1.5 interquartile ranges of the quartiles. */
        NONE,
        /** More than 1.5 interquartile ranges below the lower quartile. */
        LOW_MILD,
        /** More than 3 interquartile ranges below the lower quartile. */
        LOW_SEVERE,
        /** More than 1.5 interquartile ranges above the upper quartile. */
        HIGH_MILD,
        /** More than 3 interquartile ranges above the upper quartile. */
        HIGH_SEVERE;

        /** Whether it lies outside the outer fences. */
        public boolean severe() {
            return this == LOW_SEVERE || this == HIGH_SEVERE;
        }
    }

    private Outliers() {
    }

    /**
     * One label a sample, in the order of the samples.
     *
     * @param samples of any order; not changed; with fewer than {@value #FEWEST} all labels are NONE
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static List<Label> label(double[] samples) {
        Fences fences = Fences.of(Samples.finite(samples));
        return Arrays.stream(samples).mapToObj(fences::label).toList();
    }

    /** Tukey's fences of a series. */
    record Fences(double lower, double upper, double range) {

        static Fences of(double[] samples) {
            if (samples.length < FEWEST) {
                return new Fences(Double.NaN, Double.NaN, Double.NaN);
            }
            double lower = Summary.percentile(samples, 25);
            double upper = Summary.percentile(samples, 75);
            return new Fences(lower, upper, upper - lower);
        }

        Label label(double x) {
            if (x < lower - INNER * range) {
                return x < lower - OUTER * range ? Label.LOW_SEVERE : Label.LOW_MILD;
            }
            if (x > upper + INNER * range) {
                return x > upper + OUTER * range ? Label.HIGH_SEVERE : Label.HIGH_MILD;
            }
            return Label.NONE;
        }
    }
}
