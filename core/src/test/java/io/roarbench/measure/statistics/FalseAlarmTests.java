package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Simulated truth of verdicts: how often they are wrong where nothing differs, and find what does. */
class FalseAlarmTests {

    private static final int TRIES = Integer.getInteger("roarbench.tries", 1000);
    private static final int ROUNDS = 40;
    private static final double ALPHA = 0.05;
    /** Three standard errors of a share of α. */
    private static final double TOLERANCE = 3 * Math.sqrt(ALPHA * (1 - ALPHA) / TRIES);

    @Test
    void the_same_thing_differs_from_itself_in_at_most_alpha_of_all_tries() {
        Map<Verdict, Integer> verdicts = verdicts(1, 0.03, 0.02, true);

        assertThat(alarms(verdicts)).isLessThanOrEqualTo(ALPHA + TOLERANCE);
    }

    @Test
    void even_without_a_margin_and_without_a_control() {
        Map<Verdict, Integer> verdicts = verdicts(1, 0.03, 0, false);

        assertThat(alarms(verdicts)).isLessThanOrEqualTo(ALPHA + TOLERANCE);
    }

    @Test
    void a_whole_table_of_nothing_has_an_alarm_in_at_most_alpha_of_all_tries() {
        Simulated simulated = new Simulated(5);
        int alarms = 0;
        for (int i = 0; i < TRIES; i++) {
            double[] p = new double[8];
            for (int row = 0; row < p.length; row++) {
                p[row] = Wilcoxon.signedRank(Paired.logRatios(
                        simulated.times(Simulated.Shape.LOG_NORMAL, 20), simulated.times(Simulated.Shape.LOG_NORMAL, 20)));
            }
            boolean alarm = false;
            for (double adjusted : Holm.adjust(p)) {
                alarm |= adjusted < ALPHA;
            }
            alarms += alarm ? 1 : 0;
        }
        assertThat((double) alarms / TRIES).isLessThanOrEqualTo(ALPHA + TOLERANCE);
    }

    @Test
    void five_percent_are_found_in_nearly_all_tries() {
        Map<Verdict, Integer> slower = verdicts(1.05, 0.02, 0.02, true);

        assertThat(slower.getOrDefault(Verdict.SLOWER, 0)).isGreaterThan((int) (0.95 * TRIES));
        assertThat(slower).doesNotContainKeys(Verdict.FASTER, Verdict.EQUIVALENT);
    }

    @Test
    void the_same_thing_is_found_equivalent_where_it_is_quiet() {
        Map<Verdict, Integer> verdicts = verdicts(1, 0.01, 0.02, true);

        assertThat(verdicts.getOrDefault(Verdict.EQUIVALENT, 0)).isGreaterThan((int) (0.95 * TRIES));
    }

    private static double alarms(Map<Verdict, Integer> verdicts) {
        return (verdicts.getOrDefault(Verdict.SLOWER, 0) + verdicts.getOrDefault(Verdict.FASTER, 0)) / (double) TRIES;
    }

    private static Map<Verdict, Integer> verdicts(double effect, double noise, double margin, boolean controlled) {
        Simulated simulated = new Simulated(99);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (int i = 0; i < TRIES; i++) {
            double[][] times = new double[3][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                double weather = 1 + 0.2 * StrictMath.sin(round / 7.0);
                for (int arm = 0; arm < 3; arm++) {
                    times[arm][round] = weather * StrictMath.exp(noise * simulated.gaussian()) * (arm == 2 ? effect : 1);
                }
            }
            Estimate ratio = Paired.ratio(times[0], times[2], i);
            double p = Wilcoxon.signedRank(Paired.logRatios(times[0], times[2]));
            Judgement judgement = controlled
                    ? Verdicts.judge(ratio, Paired.ratio(times[0], times[1], i), margin, p, ALPHA)
                    : Verdicts.judge(ratio, margin, p, ALPHA);
            counts.merge(judgement.verdict(), 1, Integer::sum);
        }
        return counts;
    }
}
