package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolmTests {

    @Test
    void four_tests_as_in_textbooks() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void never_above_one() {
        assertThat(Holm.adjust(new double[] {0.9, 0.8, 1})).containsExactly(1, 1, 1);
    }

    @Test
    void a_test_that_was_not_made_does_not_count() {
        assertThat(Holm.adjust(new double[] {0.01, Double.NaN, 0.04})).containsExactly(0.02, Double.NaN, 0.04);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void a_share_above_one_is_refused() {
        assertThatThrownBy(() -> Holm.adjust(new double[] {1.5})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void adjusted_values_rise_with_the_raw_ones_and_are_not_below_them(long seed) {
        Simulated simulated = new Simulated(seed);
        double[] p = IntStream.range(0, 1 + simulated.below(20)).mapToDouble(i -> simulated.below(1000) / 1000.0).toArray();

        double[] adjusted = Holm.adjust(p);

        double[] inOrder = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToDouble(i -> adjusted[i]).toArray();
        assertThat(inOrder).isSorted();
        IntStream.range(0, p.length).forEach(i -> assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p[i] * p.length)));
    }
}
