package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Simulated truth: a 95 % interval holds the true value in 95 of 100 tries, give or take 1.5 (3 with fewer than 15
 * samples). More tries test it more sharply: {@code -Dtest.jvm.args=-Droarbench.tries=10000}.
 */
class CoverageTests {

    private static final int TRIES = Integer.getInteger("roarbench.tries", 1000);
    /** That of the method, and two standard errors of a share of 95 %. */
    private static final double TOLERANCE = 0.015 + 2 * Math.sqrt(0.95 * 0.05 / TRIES);

    @ParameterizedTest
    @CsvSource({"NORMAL, 15", "NORMAL, 20", "NORMAL, 40", "NORMAL, 101", "LOG_NORMAL, 15", "LOG_NORMAL, 20",
        "LOG_NORMAL, 40", "LOG_NORMAL, 101", "INTERRUPTED, 15", "INTERRUPTED, 20", "INTERRUPTED, 40", "INTERRUPTED, 101"})
    void the_interval_of_the_median_holds_it(Simulated.Shape shape, int n) {
        assertThat(coverage(shape, n)).isBetween(0.95 - TOLERANCE, 0.95 + TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10, 12, 13})
    void of_few_samples_it_holds_it_nearly_as_often(int n) {
        assertThat(coverage(Simulated.Shape.LOG_NORMAL, n)).isBetween(0.935 - TOLERANCE, 0.965 + TOLERANCE);
    }

    @Test
    void of_many_samples_the_order_statistics_hold_it() {
        Simulated simulated = new Simulated(11);
        int held = 0;
        for (int i = 0; i < TRIES; i++) {
            held += Bootstrap.median(simulated.times(Simulated.Shape.LOG_NORMAL, 2100), i).contains(1) ? 1 : 0;
        }
        assertThat((double) held / TRIES).isBetween(0.95 - TOLERANCE, 0.95 + TOLERANCE);
    }

    @Test
    void the_interval_of_a_paired_ratio_holds_it_although_the_machine_drifts() {
        Simulated simulated = new Simulated(12);
        int held = 0;
        for (int i = 0; i < TRIES; i++) {
            double[] baseline = new double[30];
            double[] other = new double[30];
            for (int round = 0; round < 30; round++) {
                double weather = 1 + 0.02 * round;
                baseline[round] = weather * StrictMath.exp(0.02 * simulated.gaussian());
                other[round] = 1.05 * weather * StrictMath.exp(0.02 * simulated.gaussian());
            }
            held += Paired.ratio(baseline, other, i).contains(1.05) ? 1 : 0;
        }
        assertThat((double) held / TRIES).isBetween(0.95 - TOLERANCE, 0.95 + TOLERANCE);
    }

    private static double coverage(Simulated.Shape shape, int n) {
        Simulated simulated = new Simulated(1000L * n + shape.ordinal());
        int held = 0;
        for (int i = 0; i < TRIES; i++) {
            held += Bootstrap.median(simulated.times(shape, n), i).contains(1) ? 1 : 0;
        }
        return (double) held / TRIES;
    }
}
