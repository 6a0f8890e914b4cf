package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

/**
 * The same samples give the same numbers, to the last bit, on every run and JDK. A change of these numbers changes what
 * existing result files say: it must be meant.
 */
class GoldenNumbersTests {

    private static final double[] BASELINE = {
        10.21, 10.04, 11.93, 10.11, 9.87, 10.36, 10.02, 14.60, 10.19, 10.08, 9.94, 10.27, 10.33, 9.99, 10.15, 10.06};
    private static final double[] OTHER = {
        10.92, 10.71, 12.35, 10.66, 10.58, 11.23, 10.81, 11.02, 10.97, 10.69, 10.74, 10.88, 11.35, 10.55, 10.83, 19.41};

    @Test
    void interval_of_a_median() {
        assertThat(Bootstrap.median(BASELINE, 2026))
                .isEqualTo(new Estimate(10.129999999999999, 10.037647143261362, 10.27080761895339, 16));
    }

    @Test
    void interval_of_a_mean() {
        assertThat(Bootstrap.of(BASELINE, StatUtils::mean, 2026))
                .isEqualTo(new Estimate(10.509375, 10.141517815323114, 11.606905633537364, 16));
    }

    @Test
    void paired_ratio_and_difference() {
        assertThat(Paired.ratio(BASELINE, OTHER, 2026))
                .isEqualTo(new Estimate(1.068266612795408, 1.0587217054421985, 1.0788480174103925, 16));
        assertThat(Paired.difference(BASELINE, OTHER, 2026))
                .isEqualTo(new Estimate(0.6949999999999994, 0.6026597683589752, 0.7915567488007735, 16));
    }

    @Test
    void tests_of_significance() {
        assertThat(Wilcoxon.signedRank(Paired.logRatios(BASELINE, OTHER))).isEqualTo(0.004180908203125);
        assertThat(Drift.of(BASELINE).pValue()).isEqualTo(0.6204252937103816);
    }

    @Test
    void summary() {
        assertThat(Summary.of(BASELINE)).isEqualTo(new Summary(16, 9.87, 14.6, 10.509375, 1.188620874515223,
                10.129999999999999, 0.12499999999999911, 9.9225, 10.035, 10.285, 11.145, 12.5975, 14.199499999999999,
                14.559950000000002));
    }
}
