package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstRunTests {

    @Test
    void a_first_sample_far_above_the_others_is_slow() {
        assertThat(FirstRun.of(new double[] {20, 10, 11, 10, 9, 10, 10.5})).isEqualTo(new FirstRun(2, true));
    }

    @Test
    void one_within_their_scatter_is_not() {
        assertThat(FirstRun.of(new double[] {12, 10, 12, 8, 9, 11, 10}).slow()).isFalse();
    }

    @Test
    void one_that_stands_apart_by_little_is_not_either() {
        assertThat(FirstRun.of(new double[] {10.5, 10, 10, 10, 10, 10, 10}).slow()).isFalse();
    }

    @Test
    void a_fast_one_is_not_slow() {
        assertThat(FirstRun.of(new double[] {1, 10, 10, 10, 10, 10, 10})).isEqualTo(new FirstRun(0.1, false));
    }

    @Test
    void few_samples_do_not_tell() {
        assertThat(FirstRun.of(new double[] {20, 10, 10, 10, 10})).isEqualTo(new FirstRun(Double.NaN, false));
    }
}
