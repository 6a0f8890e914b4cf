package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateTests {

    @Test
    void a_level_series_needs_no_warm_up() {
        assertThat(SteadyState.endOfWarmUp(noisy(100, i -> 1, 1))).isEqualTo(OptionalInt.of(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_step_down_ends_the_warm_up_although_the_series_rested_before_it(long seed) {
        OptionalInt end = SteadyState.endOfWarmUp(noisy(200, i -> i < 50 ? 3 : 1, seed));

        // The quartiles of a window forgive a few values from before the step.
        assertThat(end).isPresent();
        assertThat(end.getAsInt()).isBetween(45, 52);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_slow_start_has_faded_where_warm_up_ends(long seed) {
        OptionalInt end = SteadyState.endOfWarmUp(noisy(300, i -> 1 + 2 * StrictMath.exp(-i / 20.0), seed));

        assertThat(end).isPresent();
        assertThat(2 * StrictMath.exp(-end.getAsInt() / 20.0)).as("left of the start's effect").isLessThan(0.15);
    }

    @Test
    void one_interrupted_sample_does_not_put_the_end_off() {
        double[] series = noisy(100, i -> 1, 1);
        series[7] = 30;

        assertThat(SteadyState.endOfWarmUp(series)).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void a_series_that_keeps_falling_has_not_settled() {
        assertThat(SteadyState.endOfWarmUp(noisy(200, i -> StrictMath.exp(-i / 50.0), 1))).isEmpty();
    }

    @Test
    void less_than_two_windows_say_nothing() {
        assertThat(SteadyState.endOfWarmUp(noisy(39, i -> 1, 1))).isEmpty();
        assertThat(SteadyState.endOfWarmUp(noisy(39, i -> 1, 1), 10)).isPresent();
        assertThat(SteadyState.endOfWarmUp(new double[0])).isEmpty();
    }

    @Test
    void windows_of_two_are_refused() {
        assertThatThrownBy(() -> SteadyState.endOfWarmUp(new double[9], 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 2");
    }

    private static double[] noisy(int n, IntToDoubleFunction level, long seed) {
        Simulated simulated = new Simulated(seed);
        return IntStream.range(0, n).mapToDouble(i -> level.applyAsDouble(i) * (1 + 0.01 * simulated.gaussian())).toArray();
    }
}
