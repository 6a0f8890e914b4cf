package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionTests {

    private static final double[] COUNTS = {1000, 2000, 4000, 8000};

    @Test
    void a_straight_line_is_found_exactly() {
        double[][] rounds = lines(8, 250, 1_000_000, 0, new Simulated(1));

        Regression regression = Regression.of(COUNTS, rounds, 1);

        assertThat(regression.slope().value()).isCloseTo(250, within(1e-9));
        assertThat(regression.intercept().value()).isCloseTo(1_000_000, within(1e-5));
        assertThat(regression.slope().n()).isEqualTo(8);
        assertThat(regression.rSquared()).isCloseTo(1, within(1e-12));
        assertThat(regression.nonlinearity()).isCloseTo(0, within(1e-12));
    }

    @Test
    void one_disturbed_round_does_not_tilt_it() {
        double[][] rounds = lines(15, 250, 1_000_000, 1000, new Simulated(2));
        rounds[7][3] += 50_000_000;

        Regression regression = Regression.of(COUNTS, rounds, 1);

        assertThat(regression.slope().value()).isCloseTo(250, within(1.0));
    }

    @Test
    void the_interval_of_the_slope_holds_it_in_95_of_100_tries() {
        Simulated simulated = new Simulated(3);
        int tries = 1000;
        int held = 0;
        for (int i = 0; i < tries; i++) {
            held += Regression.of(COUNTS, lines(20, 250, 1e6, 20_000, simulated), i).slope().contains(250) ? 1 : 0;
        }
        assertThat(held / (double) tries).isBetween(0.922, 0.978);
    }

    @Test
    void the_difference_of_two_variants_cancels_what_both_share() {
        Simulated simulated = new Simulated(4);
        double[][] baseline = new double[20][4];
        double[][] other = new double[20][4];
        for (int round = 0; round < 20; round++) {
            double weather = 1e6 * simulated.gaussian();
            for (int i = 0; i < 4; i++) {
                baseline[round][i] = 1e6 + 100 * COUNTS[i] + weather + 500 * simulated.gaussian();
                other[round][i] = 4e6 + 350 * COUNTS[i] + weather + 500 * simulated.gaussian();
            }
        }

        Regression difference = Regression.ofDifference(COUNTS, baseline, other, 1);

        assertThat(difference.slope().value()).isCloseTo(250, within(0.2));
        assertThat(difference.slope().contains(250)).isTrue();
        assertThat(difference.intercept().value()).isCloseTo(3e6, within(1000.0));
    }

    @Test
    void a_bend_shows_as_nonlinearity() {
        double[][] rounds = new double[6][4];
        for (double[] round : rounds) {
            for (int i = 0; i < 4; i++) {
                round[i] = COUNTS[i] * COUNTS[i];
            }
        }

        assertThat(Regression.of(COUNTS, rounds, 1).nonlinearity()).isGreaterThan(0.05);
    }

    @Test
    void few_rounds_have_a_slope_without_interval_and_none_have_none() {
        assertThat(Regression.of(COUNTS, lines(3, 250, 0, 0, new Simulated(1)), 1).slope().hasInterval()).isFalse();
        assertThat(Regression.of(COUNTS, new double[0][], 1).slope().value()).isNaN();
    }

    @Test
    void what_makes_no_line_is_refused() {
        assertThatThrownBy(() -> Regression.of(new double[] {1, 2, 3, 3}, new double[1][4], 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 4 different loop counts, not 3");
        assertThatThrownBy(() -> Regression.of(COUNTS, new double[][] {{1, 2, 3}}, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("round 0 has 3 values for 4 loop counts");
        assertThatThrownBy(() -> Regression.ofDifference(COUNTS, new double[1][4], new double[2][4], 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 and 2 rounds");
    }

    private static double[][] lines(int rounds, double slope, double intercept, double noise, Simulated simulated) {
        double[][] y = new double[rounds][COUNTS.length];
        for (double[] round : y) {
            for (int i = 0; i < COUNTS.length; i++) {
                round[i] = intercept + slope * COUNTS[i] + noise * simulated.gaussian();
            }
        }
        return y;
    }
}
