package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrecisionTests {

    @Test
    void half_the_width_takes_four_times_the_rounds() {
        assertThat(Precision.rounds(new Estimate(100, 96, 104, 12), 0.02)).isEqualTo(48);
    }

    @Test
    void less_than_an_interval_needs_is_never_planned() {
        assertThat(Precision.rounds(new Estimate(100, 96, 104, 12), 0.5)).isEqualTo(Bootstrap.FEWEST);
    }

    @Test
    void the_plan_comes_true_within_a_third_on_most_series() {
        int kept = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] all = new Simulated(seed).times(Simulated.Shape.LOG_NORMAL, 1000);
            int rounds = Precision.rounds(Arrays.copyOf(all, 100), 0.05, 1);
            double reached = Bootstrap.median(Arrays.copyOf(all, Math.min(1000, rounds)), 1).relativeHalfWidth();
            kept += reached < 0.05 * 4 / 3 ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(40);
    }

    @Test
    void a_pilot_without_interval_plans_nothing() {
        assertThatThrownBy(() -> Precision.rounds(new double[] {1, 2, 3}, 0.01, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("pilot");
        assertThatThrownBy(() -> Precision.rounds(new Estimate(1, 0.9, 1.1, 9), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("above 0");
    }
}
