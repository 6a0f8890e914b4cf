package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTests {

    @Test
    void describes_a_small_series() {
        Summary summary = Summary.of(new double[] {4, 1, 3, 2, 10});

        assertThat(summary.n()).isEqualTo(5);
        assertThat(summary.min()).isEqualTo(1);
        assertThat(summary.max()).isEqualTo(10);
        assertThat(summary.mean()).isEqualTo(4);
        assertThat(summary.standardDeviation()).isEqualTo(Math.sqrt(12.5));
        assertThat(summary.coefficientOfVariation()).isEqualTo(Math.sqrt(12.5) / 4);
        assertThat(summary.median()).isEqualTo(3);
        assertThat(summary.mad()).as("unscaled").isEqualTo(1);
    }

    @Test
    void percentiles_interpolate_as_R_and_NumPy_do_by_default() {
        double[] samples = {15, 20, 35, 40, 50};

        assertThat(Summary.percentile(samples, 0)).isEqualTo(15);
        assertThat(Summary.percentile(samples, 5)).isCloseTo(16, within(1e-12));
        assertThat(Summary.percentile(samples, 40)).isCloseTo(29, within(1e-12));
        assertThat(Summary.percentile(samples, 99.9)).isCloseTo(49.96, within(1e-12));
        assertThat(Summary.percentile(samples, 100)).isEqualTo(50);
        assertThat(Summary.of(samples).p25()).isEqualTo(20);
        assertThat(Summary.of(samples).p75()).isEqualTo(40);
    }

    @Test
    void percentiles_beyond_100_are_refused() {
        assertThatThrownBy(() -> Summary.percentile(new double[] {1}, 101))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("101");
    }

    @Test
    void a_single_sample_is_its_own_summary() {
        Summary summary = Summary.of(new double[] {7});

        assertThat(new double[] {summary.min(), summary.max(), summary.mean(), summary.median(), summary.p999()})
                .containsOnly(7);
        assertThat(summary.standardDeviation()).isZero();
        assertThat(summary.mad()).isZero();
    }

    @Test
    void no_samples_have_no_numbers() {
        Summary summary = Summary.of(new double[0]);

        assertThat(summary.n()).isZero();
        assertThat(new double[] {summary.min(), summary.mean(), summary.standardDeviation(), summary.median(),
            summary.mad(), summary.p5(), summary.p999()}).containsOnly(Double.NaN);
    }

    @Test
    void a_void_sample_is_refused_rather_than_counted() {
        assertThatThrownBy(() -> Summary.of(new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sample 1 of 2 is NaN");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_order_of_samples_does_not_matter(long seed) {
        Simulated simulated = new Simulated(seed);
        double[] samples = simulated.times(Simulated.Shape.INTERRUPTED, 1 + simulated.below(200));
        double[] before = samples.clone();

        assertThat(Summary.of(simulated.shuffled(samples))).isEqualTo(Summary.of(samples));
        assertThat(samples).as("not changed").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_change_of_unit_changes_all_numbers_alike(long seed) {
        double[] samples = new Simulated(seed).times(Simulated.Shape.LOG_NORMAL, 50);
        Summary one = Summary.of(samples);
        Summary other = Summary.of(Arrays.stream(samples).map(x -> 1024 * x).toArray());

        assertThat(other.mean()).isEqualTo(1024 * one.mean());
        assertThat(other.standardDeviation()).isEqualTo(1024 * one.standardDeviation());
        assertThat(other.mad()).isEqualTo(1024 * one.mad());
        assertThat(other.p99()).isEqualTo(1024 * one.p99());
    }
}
