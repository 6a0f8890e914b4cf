package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IndependentTests {

    @Test
    void two_symmetric_intervals_add_up_as_variances_do() {
        Estimate difference = Independent.difference(new Estimate(10, 7, 13, 20), new Estimate(20, 16, 24, 30));

        assertThat(difference).isEqualTo(new Estimate(10, 5, 15, 20));
    }

    @Test
    void an_end_of_the_difference_rests_on_the_ends_that_make_it() {
        Estimate difference = Independent.difference(new Estimate(10, 10, 13, 9), new Estimate(20, 16, 20, 9));

        assertThat(difference.low()).isEqualTo(5);
        assertThat(difference.high()).as("neither interval reaches further apart").isEqualTo(10);
    }

    @Test
    void a_ratio_is_a_difference_of_logarithms() {
        Estimate ratio = Independent.ratio(new Estimate(100, 95, 105.26315789473685, 9), new Estimate(200, 190, 210.5263157894737, 9));

        assertThat(ratio.value()).isCloseTo(2, within(1e-12));
        assertThat(Math.log(ratio.high() / 2)).isCloseTo(Math.sqrt(2) * Math.log(1 / 0.95), within(1e-9));
        assertThatThrownBy(() -> Independent.ratio(new Estimate(1, -1, 2, 9), new Estimate(1, 1, 1, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ratios need values above 0");
    }

    @Test
    void p_is_five_percent_where_the_interval_just_touches_no_difference() {
        assertThat(Independent.pValue(new Estimate(5, 0, 12, 9), 0)).isCloseTo(0.05, within(1e-9));
        assertThat(Independent.pValue(new Estimate(-5, -12, 0, 9), 0)).isCloseTo(0.05, within(1e-9));
        assertThat(Independent.pValue(new Estimate(0, -1, 1, 9), 0)).isEqualTo(1);
        assertThat(Independent.pValue(new Estimate(5, 4, 6, 9), 0)).isLessThan(1e-9);
        assertThat(Independent.pValue(Estimate.withoutInterval(5, 2), 0)).isNaN();
    }

    @Test
    void intervals_of_ratios_of_medians_hold_the_truth_about_as_often_as_they_say() {
        int held = 0;
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 400; i++) {
            Estimate first = Bootstrap.median(skewed(random, 1), i);
            Estimate other = Bootstrap.median(skewed(random, 1.1), i);
            held += Independent.ratio(first, other).contains(1.1) ? 1 : 0;
        }
        assertThat(held).as("of 400").isBetween(372, 396);
    }

    private static double[] skewed(SplittableRandom random, double scale) {
        double[] samples = new double[25];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = scale * (100 - 10 * Math.log(random.nextDouble()));
        }
        double median = scale * (100 + 10 * Math.log(2));
        for (int i = 0; i < samples.length; i++) {
            samples[i] += scale * 100 - median;
        }
        return samples;
    }
}
