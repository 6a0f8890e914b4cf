package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTests {

    private final double[] baseline = {10, 20, 30, 40, 50, 60, 70};

    @Test
    void the_ratio_is_the_median_of_those_of_the_pairs() {
        double[] other = {11, 22, 33, 44, 55, 66, 700};

        Estimate ratio = Paired.ratio(baseline, other, 1);

        assertThat(ratio.value()).isCloseTo(1.1, within(1e-12));
        assertThat(ratio.n()).isEqualTo(7);
        assertThat(ratio.low()).isCloseTo(1.1, within(1e-12));
    }

    @Test
    void the_difference_is_the_median_of_those_of_the_pairs() {
        double[] other = {11, 22, 33, 44, 55, 66, 77};

        assertThat(Paired.difference(baseline, other, 1).value()).isEqualTo(4);
    }

    @Test
    void swapping_the_sides_inverts_the_ratio() {
        double[] other = {13, 21, 33, 39, 55, 61, 70};

        Estimate there = Paired.ratio(baseline, other, 1);
        Estimate back = Paired.ratio(other, baseline, 1);

        assertThat(back.value()).isCloseTo(1 / there.value(), within(1e-12));
    }

    @Test
    void what_has_no_ratio_is_refused() {
        assertThatThrownBy(() -> Paired.ratio(new double[] {1, 0}, new double[] {1, 1}, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("round 1 has 0.0 and 1.0");
        assertThatThrownBy(() -> Paired.difference(baseline, new double[2], 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7 and 2");
    }

    @Test
    void no_pairs_have_no_ratio() {
        assertThat(Paired.ratio(new double[0], new double[0], 1).value()).isNaN();
    }
}
