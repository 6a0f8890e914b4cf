package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTests {

    @Test
    void a_rising_series_has_tau_1() {
        Drift drift = Drift.of(IntStream.rangeClosed(1, 10).asDoubleStream().toArray());

        assertThat(drift.tau()).isCloseTo(1, within(1e-12));
        // S = 45, variance 125: z = 44 / 11.18 = 3.935.
        assertThat(drift.pValue()).isCloseTo(8.3e-5, within(0.1e-5));
        assertThat(drift.change()).as("9 against 2").isEqualTo(3.5);
    }

    @Test
    void ties_lessen_the_variance() {
        // S = 9 with ties of 2 and 3: variance (6·5·17 − 2·1·9 − 3·2·11) / 18 = 23.67, z = 8 / 4.865.
        Drift drift = Drift.of(new double[] {1, 2, 2, 3, 3, 3});

        assertThat(drift.tau()).isCloseTo(11 / Math.sqrt(15 * 11), within(1e-12));
        assertThat(drift.pValue()).isCloseTo(0.0398, within(2e-4));
    }

    @Test
    void equal_samples_have_no_trend() {
        assertThat(Drift.of(new double[] {5, 5, 5, 5, 5, 5, 5})).isEqualTo(new Drift(0, 1, 0));
    }

    @Test
    void few_samples_show_no_trend() {
        assertThat(Drift.of(new double[] {1, 2, 3, 4, 5}).pValue()).isEqualTo(1);
        assertThat(Drift.of(new double[] {1}).pValue()).isEqualTo(1);
        assertThat(Drift.of(new double[0]).change()).isNaN();
    }

    @Test
    void false_alarms_stay_below_alpha() {
        Simulated simulated = new Simulated(8);
        int alarms = 0;
        for (int i = 0; i < 2000; i++) {
            alarms += Drift.of(simulated.times(Simulated.Shape.INTERRUPTED, 20)).pValue() < 0.05 ? 1 : 0;
        }
        assertThat(alarms / 2000.0).isBetween(0.03, 0.065);
    }
}
