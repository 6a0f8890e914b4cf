package io.roarbench.measure.statistics;

import static io.roarbench.measure.statistics.Verdict.EQUIVALENT;
import static io.roarbench.measure.statistics.Verdict.FASTER;
import static io.roarbench.measure.statistics.Verdict.INCONCLUSIVE;
import static io.roarbench.measure.statistics.Verdict.SLOWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VerdictsTests {

    private static final Estimate QUIET = ratio(1, 0.999, 1.001);
    private static final Estimate NOISY = ratio(1.01, 0.96, 1.06);

    @Test
    void slower_is_beyond_margin_and_noise_floor_and_significant() {
        assertThat(judge(ratio(1.05, 1.03, 1.07), QUIET, 0.001)).isEqualTo(new Judgement(SLOWER, 0.001, 0));
    }

    @Test
    void faster_is_its_mirror_image() {
        assertThat(judge(ratio(1 / 1.05, 1 / 1.07, 1 / 1.03), QUIET, 0.001)).isEqualTo(new Judgement(FASTER, 0.001, 0));
    }

    @Test
    void equivalent_is_all_within_the_margin() {
        assertThat(judge(ratio(1.005, 0.99, 1.015), QUIET, 0.3).verdict()).isEqualTo(EQUIVALENT);
    }

    @Test
    void a_sure_but_small_effect_is_equivalent() {
        assertThat(judge(ratio(1.01, 1.005, 1.015), QUIET, 0.0001).verdict()).isEqualTo(EQUIVALENT);
    }

    @Test
    void no_verdict_is_stronger_than_the_noise_floor() {
        assertThat(judge(ratio(1.05, 1.03, 1.07), NOISY, 0.001).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(ratio(1.10, 1.08, 1.12), NOISY, 0.001).verdict()).isEqualTo(SLOWER);
        assertThat(judge(ratio(1, 0.999, 1.001), NOISY, 1).verdict()).as("equal within 2 %?").isEqualTo(INCONCLUSIVE);
    }

    @Test
    void a_difference_needs_its_p_value() {
        assertThat(judge(ratio(1.05, 1.03, 1.07), QUIET, 0.05).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(ratio(1.05, 1.03, 1.07), QUIET, Double.NaN).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void the_rounds_still_needed_follow_from_the_distance() {
        // On logarithms: 0.0198 margin, 0.0488 effect, half-width 0.0575; (0.0575 / (0.0488 - 0.0198))² = 3.93 times as many.
        Judgement judgement = judge(ratio(1.05, 0.99, 1.11), ratio(1, 1, 1), 0.049);

        assertThat(judgement.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judgement.moreRounds()).isBetween(55, 61);
    }

    @Test
    void the_noise_floor_shrinks_with_rounds_as_well() {
        Judgement judgement = judge(ratio(1.05, 1.045, 1.055), ratio(1, 0.94, 1.06), 0.001);

        assertThat(judgement.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judgement.moreRounds()).isBetween(10, 20);
    }

    @Test
    void more_rounds_also_lead_to_equivalence() {
        Judgement judgement = judge(ratio(1, 0.96, 1.04), QUIET, 1);

        assertThat(judgement.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judgement.moreRounds()).isBetween(55, 70);
    }

    @Test
    void an_effect_on_the_margin_stays_undecided() {
        assertThat(judge(ratio(1.02, 1.0, 1.04), QUIET, 0.01).moreRounds()).isEqualTo(Judgement.UNDECIDABLE);
    }

    @Test
    void too_few_samples_say_how_many_are_missing() {
        assertThat(judge(Estimate.withoutInterval(1.5, 2), QUIET, Double.NaN))
                .isEqualTo(new Judgement(INCONCLUSIVE, Double.NaN, 4));
        assertThat(judge(ratio(1.05, 1.03, 1.07), Estimate.withoutInterval(1, 5), 0.001))
                .isEqualTo(new Judgement(INCONCLUSIVE, 0.001, 1));
    }

    @Test
    void without_a_control_the_margin_stands_alone() {
        assertThat(Verdicts.judge(ratio(1.05, 1.03, 1.07), 0.02, 0.001, 0.05).verdict()).isEqualTo(SLOWER);
        assertThat(Verdicts.judge(ratio(1.05, 1.03, 1.07), 0.04, 0.001, 0.05).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void senseless_limits_are_refused() {
        assertThatThrownBy(() -> Verdicts.judge(QUIET, -0.1, 0.5, 0.05)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-0.1");
        assertThatThrownBy(() -> Verdicts.judge(QUIET, 0.1, 0.5, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Judgement judge(Estimate ratio, Estimate control, double p) {
        return Verdicts.judge(ratio, control, 0.02, p, 0.05);
    }

    private static Estimate ratio(double value, double low, double high) {
        return new Estimate(value, low, high, 20);
    }
}
