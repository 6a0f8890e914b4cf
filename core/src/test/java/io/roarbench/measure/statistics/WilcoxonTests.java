package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilcoxonTests {

    @Test
    void depression_scores_before_and_after() {
        // Hollander and Wolfe (1973), p. 29: V = 40 of 9 pairs, one-sided p = 0.01953.
        double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

        assertThat(Wilcoxon.signedRank(Paired.differences(before, after))).isEqualTo(0.0390625);
    }

    /** Tables of the distribution: n, smaller rank sum, ways to reach at most that sum. */
    @ParameterizedTest
    @CsvSource({"5, 0, 1", "6, 0, 1", "8, 3, 5", "10, 8, 25"})
    void small_samples_as_in_tables(int n, int rankSum, int ways) {
        assertThat(Wilcoxon.signedRank(withNegativeSum(n, rankSum))).isEqualTo(2 * ways / Math.pow(2, n));
    }

    @Test
    void the_critical_value_of_20_pairs() {
        assertThat(Wilcoxon.signedRank(withNegativeSum(20, 52))).isBetween(0.048, 0.05);
        assertThat(Wilcoxon.signedRank(withNegativeSum(20, 53))).isGreaterThan(0.05);
    }

    @Test
    void zeros_are_dropped() {
        assertThat(Wilcoxon.signedRank(new double[] {0, 1, 2, 3, 4, 5, 6, 0, -0.0})).isEqualTo(2 / 64.0);
        assertThat(Wilcoxon.signedRank(new double[] {0, 0, 0})).isEqualTo(1);
        assertThat(Wilcoxon.signedRank(new double[0])).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void with_ties_it_is_what_trying_all_signs_gives(long seed) {
        Simulated simulated = new Simulated(seed);
        double[] differences = IntStream.range(0, 4 + simulated.below(9))
                .mapToDouble(i -> (1 + simulated.below(4)) * (simulated.below(3) == 0 ? -1 : 1)).toArray();

        assertThat(Wilcoxon.signedRank(differences)).isCloseTo(byTryingAllSigns(differences), within(1e-12));
    }

    @Test
    void the_approximation_goes_on_where_the_exact_form_ends() {
        double[] samples = new Simulated(4).times(Simulated.Shape.NORMAL, Wilcoxon.EXACT + 1);
        double[] differences = Arrays.stream(samples).map(x -> x - 0.99).toArray();

        double approximate = Wilcoxon.signedRank(differences);
        double exact = Wilcoxon.signedRank(Arrays.copyOf(differences, Wilcoxon.EXACT));

        assertThat(approximate).isCloseTo(exact, within(0.05));
        assertThat(Wilcoxon.signedRank(withNegativeSum(100, 1955))).as("z = 1.958 with continuity").isCloseTo(0.0502, within(2e-4));
    }

    @Test
    void mirror_images_have_the_same_p() {
        double[] samples = {3, -1, 4, 1, -5, 9, 2, 6};

        assertThat(Wilcoxon.signedRank(Arrays.stream(samples).map(x -> -x).toArray()))
                .isEqualTo(Wilcoxon.signedRank(samples));
    }

    /** Differences 1…n, of which those taken greedily from the top are negative, so that their ranks have the sum. */
    private static double[] withNegativeSum(int n, int sum) {
        double[] differences = new double[n];
        int left = sum;
        for (int rank = n; rank > 0; rank--) {
            differences[rank - 1] = rank <= left ? -rank : rank;
            left -= rank <= left ? rank : 0;
        }
        return differences;
    }

    private static double byTryingAllSigns(double[] differences) {
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(Arrays.stream(differences).map(Math::abs).toArray());
        double all = Arrays.stream(ranks).sum();
        double observed = IntStream.range(0, ranks.length).filter(i -> differences[i] > 0).mapToDouble(i -> ranks[i]).sum();
        int asExtreme = 0;
        for (int signs = 0; signs < 1 << ranks.length; signs++) {
            int chosen = signs;
            double sum = IntStream.range(0, ranks.length).filter(i -> (chosen >> i & 1) == 1).mapToDouble(i -> ranks[i]).sum();
            asExtreme += Math.abs(sum - all / 2) >= Math.abs(observed - all / 2) ? 1 : 0;
        }
        return (double) asExtreme / (1 << ranks.length);
    }
}
