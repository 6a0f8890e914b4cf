package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTests {

    private static final int SEED = 42;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void too_few_samples_have_no_interval(int n) {
        double[] samples = IntStream.range(0, n).asDoubleStream().toArray();

        Estimate estimate = Bootstrap.median(samples, SEED);

        assertThat(estimate.hasInterval()).isFalse();
        assertThat(estimate.n()).isEqualTo(n);
        assertThat(estimate).isEqualTo(Estimate.withoutInterval(n == 0 ? Double.NaN : (n - 1) / 2.0, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 40, 5000})
    void equal_samples_have_an_interval_without_width(int n) {
        double[] samples = new double[n];
        Arrays.fill(samples, 3.5);

        assertThat(Bootstrap.median(samples, SEED)).isEqualTo(new Estimate(3.5, 3.5, 3.5, n));
        assertThat(Bootstrap.of(Arrays.copyOf(samples, 6), StatUtils::mean, SEED))
                .isEqualTo(new Estimate(3.5, 3.5, 3.5, 6));
    }

    @Test
    void a_sample_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> Bootstrap.median(new double[] {1, 2, 3, Double.POSITIVE_INFINITY}, SEED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sample 3 of 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 31, 200, 2001})
    void same_samples_and_seed_give_the_same_interval_in_any_order(int n) {
        Simulated simulated = new Simulated(n);
        double[] samples = simulated.times(Simulated.Shape.LOG_NORMAL, n);

        Estimate estimate = Bootstrap.median(samples, SEED);

        assertThat(Bootstrap.median(simulated.shuffled(samples), SEED)).isEqualTo(estimate);
        assertThat(estimate.low()).isBetween(StatUtils.min(samples), estimate.value());
        assertThat(estimate.high()).isBetween(estimate.value(), StatUtils.max(samples));
    }

    @Test
    void another_seed_gives_nearly_the_same_interval() {
        double[] samples = new Simulated(1).times(Simulated.Shape.NORMAL, 101);

        Estimate one = Bootstrap.median(samples, 1);
        Estimate other = Bootstrap.median(samples, 2);

        assertThat(other.low()).isCloseTo(one.low(), within(0.2 * one.halfWidth()));
        assertThat(other.high()).isCloseTo(one.high(), within(0.2 * one.halfWidth()));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 9, 50, 3000})
    void a_change_of_unit_changes_the_interval_alike(int n) {
        double[] samples = new Simulated(n).times(Simulated.Shape.INTERRUPTED, n);

        Estimate expected = Bootstrap.median(samples, SEED).map(x -> 1024 * x);

        assertThat(Bootstrap.median(Arrays.stream(samples).map(x -> 1024 * x).toArray(), SEED)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 20, 101})
    void the_fast_way_to_medians_is_that_of_any_statistic(int n) {
        double[] samples = new Simulated(n).times(Simulated.Shape.NORMAL, n);
        Arrays.sort(samples);
        Resampling resampling = new Resampling(samples, 1000);

        assertThat(resampling.medians(SEED)).isEqualTo(resampling.of(Median::of, SEED));
    }

    @Test
    void the_jackknife_agrees_that_medians_have_no_acceleration() {
        double[] samples = new Simulated(2).times(Simulated.Shape.LOG_NORMAL, 100);

        Estimate jackknifed = Bootstrap.of(samples, Median::of, SEED);

        assertThat(jackknifed.low()).isCloseTo(Bootstrap.median(samples, SEED).low(), within(1e-9));
        assertThat(jackknifed.high()).isCloseTo(Bootstrap.median(samples, SEED).high(), within(1e-9));
    }

    @Test
    void many_samples_take_order_statistics_that_agree_with_the_bootstrap() {
        double[] samples = new Simulated(5).times(Simulated.Shape.LOG_NORMAL, Bootstrap.MANY);

        Estimate bootstrapped = Bootstrap.median(samples, SEED);
        Arrays.sort(samples);
        Estimate ordered = Median.byOrderStatistics(samples);

        assertThat(ordered.value()).isEqualTo(bootstrapped.value());
        assertThat(ordered.low()).isCloseTo(bootstrapped.low(), within(0.1 * ordered.halfWidth()));
        assertThat(ordered.high()).isCloseTo(bootstrapped.high(), within(0.1 * ordered.halfWidth()));
    }

    @Test
    void order_statistics_are_those_of_the_tables() {
        // Conover's table of the sign test: n = 20 takes the 6th smallest and largest, 95.86 %.
        double[] samples = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();
        assertThat(Median.byOrderStatistics(samples)).isEqualTo(new Estimate(10.5, 6, 15, 20));
        assertThat(Median.byOrderStatistics(Arrays.copyOf(samples, 6))).isEqualTo(new Estimate(3.5, 1, 6, 6));
    }

    @Test
    void the_interval_of_a_mean_is_near_that_of_student() {
        double[] samples = new Simulated(3).times(Simulated.Shape.NORMAL, 200);

        Estimate estimate = Bootstrap.of(samples, StatUtils::mean, SEED);

        double student = 1.972 * Math.sqrt(StatUtils.variance(samples) / samples.length);
        assertThat(estimate.halfWidth()).isCloseTo(student, within(0.05 * student));
    }

    @Test
    void acceleration_is_that_of_the_mean_in_closed_form() {
        // For a mean it is a sixth of the skewness, over √n (Efron 1987, 7.3).
        double[] samples = {1, 2, 2, 3, 4, 9};
        double skew = Arrays.stream(samples).map(x -> Math.pow(x - 3.5, 3)).sum()
                / Math.pow(Arrays.stream(samples).map(x -> Math.pow(x - 3.5, 2)).sum(), 1.5);

        assertThat(Jackknife.acceleration(samples, StatUtils::mean)).isCloseTo(skew / 6, within(1e-12));
    }

    @Test
    void many_samples_leave_the_jackknife_in_groups() {
        double[] samples = new Simulated(3).times(Simulated.Shape.LOG_NORMAL, 30_500);

        assertThat(Jackknife.acceleration(samples, StatUtils::mean)).isBetween(0.0, 0.01);
    }

    @Test
    void a_statistic_that_is_no_number_on_some_resample_has_no_interval() {
        Estimate estimate = Bootstrap.of(new double[] {1, 2, 3, 4, 5, 6}, x -> Math.sqrt(StatUtils.max(x) - 5.5), SEED);

        assertThat(estimate.hasInterval()).isFalse();
    }

    @Test
    void quantiles_of_the_mid_distribution_lie_between_tied_values() {
        double[] values = {1, 1, 1, 1, 2, 2, 2, 2, 2, 2};

        assertThat(MidDistribution.quantile(values, 0)).isEqualTo(1);
        assertThat(MidDistribution.quantile(values, 0.2)).isEqualTo(1);
        assertThat(MidDistribution.quantile(values, 0.45)).isCloseTo(1.5, within(1e-12));
        assertThat(MidDistribution.quantile(values, 0.7)).isEqualTo(2);
        assertThat(MidDistribution.quantile(values, 1)).isEqualTo(2);
    }
}
