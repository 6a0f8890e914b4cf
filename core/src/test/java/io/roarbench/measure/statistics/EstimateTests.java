package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTests {

    private final Estimate estimate = new Estimate(10, 8, 14, 20);

    @Test
    void knows_its_width() {
        assertThat(estimate.halfWidth()).isEqualTo(3);
        assertThat(estimate.relativeHalfWidth()).isEqualTo(0.3);
        assertThat(new Estimate(-10, -14, -8, 20).relativeHalfWidth()).isEqualTo(0.3);
    }

    @Test
    void contains_its_ends() {
        assertThat(estimate.contains(8)).isTrue();
        assertThat(estimate.contains(14)).isTrue();
        assertThat(estimate.contains(7.99)).isFalse();
    }

    @Test
    void overlaps_what_it_touches() {
        assertThat(estimate.overlaps(new Estimate(15, 14, 16, 20))).isTrue();
        assertThat(estimate.overlaps(new Estimate(15, 14.1, 16, 20))).isFalse();
        assertThat(estimate.overlaps(new Estimate(10, 9, 11, 20))).isTrue();
    }

    @Test
    void maps_by_a_falling_function_with_ends_in_order() {
        assertThat(estimate.map(x -> 1 / x)).isEqualTo(new Estimate(0.1, 1.0 / 14, 1.0 / 8, 20));
    }

    @Test
    void without_an_interval_nothing_is_claimed() {
        Estimate bare = Estimate.withoutInterval(10, 3);

        assertThat(bare.hasInterval()).isFalse();
        assertThat(bare.halfWidth()).isNaN();
        assertThat(bare.contains(10)).isFalse();
        assertThat(bare.overlaps(estimate)).isFalse();
        assertThat(bare.map(x -> 2 * x).value()).isEqualTo(20);
        assertThat(bare.map(x -> 2 * x).hasInterval()).isFalse();
    }
}
