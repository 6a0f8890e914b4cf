package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples that resemble those before them: simulated as an autoregressive series around a known median. */
class SuccessiveTests {

    private static final int TRIES = 500;

    @Test
    void samples_of_which_none_tells_of_the_next_keep_their_interval_nearly_always() {
        Simulated simulated = new Simulated(7);
        double sum = 0;
        for (int i = 0; i < TRIES; i++) {
            sum += Successive.inflation(series(simulated, 40, 0));
        }
        assertThat(sum / TRIES).isBetween(1.0, 1.07);
    }

    @ParameterizedTest
    @CsvSource({"100, 0.3, 0.90", "100, 0.6, 0.88", "100, 0.9, 0.74", "300, 0.9, 0.83"})
    void the_interval_holds_the_median_far_more_often_than_if_they_were_taken_for_independent(
            int n, double likeness, double least) {
        Simulated simulated = new Simulated(8);
        int held = 0;
        int heldIfIndependent = 0;
        for (int i = 0; i < TRIES; i++) {
            double[] series = series(simulated, n, likeness);
            held += Successive.median(series, i).contains(0) ? 1 : 0;
            heldIfIndependent += Bootstrap.median(series, i).contains(0) ? 1 : 0;
        }
        assertThat((double) held / TRIES).isGreaterThan(least);
        assertThat(held).isGreaterThan(heldIfIndependent);
    }

    /** Two runs one after the other, as their readers compare them. */
    @Test
    void the_intervals_of_two_series_in_spells_overlap_nearly_always() {
        Simulated simulated = new Simulated(9);
        int agree = 0;
        int agreeIfIndependent = 0;
        for (int i = 0; i < TRIES; i++) {
            double[] one = series(simulated, 100, 0.9);
            double[] other = series(simulated, 100, 0.9);
            agree += Successive.median(one, i).overlaps(Successive.median(other, i)) ? 1 : 0;
            agreeIfIndependent += Bootstrap.median(one, i).overlaps(Bootstrap.median(other, i)) ? 1 : 0;
        }
        assertThat(agree).isGreaterThan((int) (0.9 * TRIES));
        assertThat(agreeIfIndependent).isLessThan((int) (0.7 * TRIES));
    }

    @Test
    void the_interval_grows_about_the_value() {
        double[] rising = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Estimate independent = Bootstrap.median(rising, 1);

        Estimate successive = Successive.median(rising, 1);

        double factor = Successive.inflation(rising);
        assertThat(factor).isGreaterThan(1.5);
        assertThat(successive.value()).isEqualTo(independent.value());
        assertThat(successive.halfWidth()).isCloseTo(factor * independent.halfWidth(), within(1e-9));
    }

    @Test
    void the_interval_of_values_above_0_stays_there() {
        double[] risingSteeply = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};

        assertThat(Successive.median(risingSteeply, 1).low()).isNegative();
        assertThat(Successive.positiveMedian(risingSteeply, 1).low()).isPositive();
    }

    @Test
    void constant_and_few_samples_are_left_alone() {
        assertThat(Successive.inflation(new double[] {5, 5, 5, 5, 5, 5, 5})).isEqualTo(1);
        assertThat(Successive.inflation(new double[0])).isEqualTo(1);
        assertThat(Successive.median(new double[] {1, 2, 3}, 1).hasInterval()).isFalse();
    }

    private static double[] series(Simulated simulated, int n, double likeness) {
        double[] series = new double[n];
        double value = simulated.gaussian() / Math.sqrt(1 - likeness * likeness);
        for (int i = 0; i < n; i++) {
            series[i] = value;
            value = likeness * value + simulated.gaussian();
        }
        return series;
    }
}
