package io.roarbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExperimenterTests {

    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final RecordingListener heard = new RecordingListener();

    private static RoundPolicy rounds(int min, int max) {
        return new RoundPolicy(min, max, 0, Duration.ofHours(1), 0);
    }

    private Experimenter experimenter(RoundPolicy policy) {
        return new Experimenter(policy, 7, time, () -> false);
    }

    private Arm arm(String name, LongSupplier duration) {
        return new Arm(name, time.taking(duration));
    }

    /** Noisy times around a mean; a share of {@code noise} up and down. */
    private static LongSupplier noisy(long mean, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return () -> (long) (mean * (1 + noise * (2 * random.nextDouble() - 1)));
    }

    @Test
    void every_round_runs_every_arm_once() {
        experimenter(rounds(5, 5)).run(List.of(arm("a", () -> MS), arm("b", () -> MS), arm("c", () -> MS)), List.of(), heard);

        Map<Integer, Set<String>> byRound = heard.measured().stream().collect(
                Collectors.groupingBy(Observation::round, Collectors.mapping(Observation::arm, Collectors.toSet())));
        assertThat(byRound).hasSize(5).allSatisfy((round, arms) -> assertThat(arms).containsExactlyInAnyOrder("a", "b", "c"));
        assertThat(heard.measured()).hasSize(15);
    }

    @Test
    void the_order_changes_from_round_to_round_and_is_the_same_for_the_same_seed() {
        List<Arm> arms = List.of(arm("a", () -> MS), arm("b", () -> MS), arm("c", () -> MS), arm("d", () -> MS));
        experimenter(rounds(20, 20)).run(arms, List.of(), heard);
        RecordingListener again = new RecordingListener();
        experimenter(rounds(20, 20)).run(arms, List.of(), again);

        List<String> orders = heard.measured().stream()
                .collect(Collectors.groupingBy(Observation::round, Collectors.mapping(Observation::arm, Collectors.joining())))
                .values().stream().distinct().toList();
        assertThat(orders).hasSizeGreaterThan(5);
        assertThat(again.measured()).extracting(Observation::arm)
                .containsExactlyElementsOf(heard.measured().stream().map(Observation::arm).toList());
    }

    @Test
    void stops_once_all_intervals_are_as_narrow_as_wanted() {
        RoundPolicy policy = new RoundPolicy(6, 500, 0.02, Duration.ofHours(1), 0);
        Outcome outcome = experimenter(policy)
                .run(List.of(arm("a", noisy(MS, 0.05, 1)), arm("b", noisy(2 * MS, 0.05, 2))), List.of(), heard);

        assertThat(outcome.reason()).isEqualTo(StopReason.PRECISION);
        assertThat(outcome.rounds()).isBetween(7, 200);
    }

    @Test
    void a_wider_scatter_takes_more_rounds() {
        RoundPolicy policy = new RoundPolicy(6, 5000, 0.02, Duration.ofHours(1), 0);
        int calm = experimenter(policy).run(List.of(arm("a", noisy(MS, 0.03, 1))), List.of(), heard).rounds();
        int wild = experimenter(policy).run(List.of(arm("a", noisy(MS, 0.3, 1))), List.of(), heard).rounds();

        assertThat(wild).isGreaterThan(4 * calm);
    }

    @Test
    void stops_when_the_time_is_used_up_but_not_before_the_fewest_rounds() {
        RoundPolicy tight = new RoundPolicy(4, 100, 0, Duration.ofMillis(10), 0);
        assertThat(experimenter(tight).run(List.of(arm("a", () -> 2 * MS)), List.of(), heard).rounds()).isEqualTo(5);

        RoundPolicy tighter = new RoundPolicy(4, 100, 0, Duration.ofMillis(3), 0);
        Outcome outcome = experimenter(tighter).run(List.of(arm("a", () -> 2 * MS)), List.of(), heard);
        assertThat(outcome.rounds()).isEqualTo(4);
        assertThat(outcome.reason()).isEqualTo(StopReason.BUDGET);
    }

    @Test
    void the_fewest_rounds_do_not_take_more_than_three_times_the_budget_either_but_one_is_always_run() {
        RoundPolicy policy = new RoundPolicy(40, 100, 0, Duration.ofMillis(1), 0);
        assertThat(experimenter(policy).run(List.of(arm("a", () -> MS)), List.of(), heard).rounds()).isEqualTo(3);
        assertThat(experimenter(policy).run(List.of(arm("a", () -> 50 * MS)), List.of(), heard).rounds()).isEqualTo(1);
    }

    @Test
    void warms_up_until_times_no_longer_fall() {
        AtomicInteger trial = new AtomicInteger();
        LongSupplier settling = () -> MS + MS * Math.max(0, 20 - trial.getAndIncrement());
        Outcome outcome = experimenter(new RoundPolicy(3, 3, 0, Duration.ofHours(1), 100))
                .run(List.of(arm("a", settling)), List.of(), heard);

        assertThat(outcome.settled()).isTrue();
        assertThat(heard.observations.stream().filter(Observation::warmUp)).hasSizeBetween(20, 40);
        assertThat(heard.measured()).extracting(o -> o.sample().nanos()).containsOnly(MS);
    }

    @Test
    void says_when_times_had_not_settled() {
        AtomicInteger trial = new AtomicInteger();
        LongSupplier falling = () -> (long) (1e12 * Math.pow(0.9, trial.getAndIncrement()));
        Outcome outcome = experimenter(new RoundPolicy(3, 3, 0, Duration.ofDays(100), 10))
                .run(List.of(arm("a", falling)), List.of(), heard);

        assertThat(outcome.settled()).isFalse();
    }

    @Test
    void an_arm_that_cannot_run_is_given_up_and_the_others_are_measured() {
        Arm broken = new Arm("b", () -> {
            throw new UnavailableException("no such thing here");
        });
        Outcome outcome = experimenter(rounds(4, 4)).run(List.of(arm("a", () -> MS), broken), List.of(), heard);

        assertThat(outcome.rounds()).isEqualTo(4);
        assertThat(outcome.unavailable()).containsExactly(Map.entry("b", "no such thing here"));
        assertThat(heard.unavailable).containsExactly("b: no such thing here");
    }

    @Test
    void without_its_baseline_an_experiment_ends() {
        Arm broken = new Arm("base", () -> {
            throw new UnavailableException("no such thing here");
        });
        Outcome outcome = experimenter(rounds(4, 40)).run(List.of(broken, arm("b", () -> MS)), List.of(), heard);

        assertThat(outcome.reason()).isEqualTo(StopReason.UNAVAILABLE);
        assertThat(heard.measured()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void void_samples_are_kept_but_make_no_round_complete() {
        AtomicInteger trial = new AtomicInteger();
        Arm flaky = new Arm("b", () -> trial.incrementAndGet() % 2 == 0 ? Sample.invalid("exit code 3") : Sample.of(MS));
        Outcome outcome = experimenter(rounds(10, 10)).run(List.of(arm("a", () -> MS), flaky), List.of(), heard);

        assertThat(outcome.rounds()).isEqualTo(5);
        assertThat(heard.measured().stream().filter(o -> !o.sample().valid())).hasSize(5)
                .extracting(o -> o.sample().voidReason()).containsOnly("exit code 3");
    }

    @Test
    void an_arm_that_only_fails_is_given_up() {
        Arm failing = new Arm("b", () -> Sample.invalid("exit code 1"));
        Outcome outcome = experimenter(rounds(10, 10)).run(List.of(arm("a", () -> MS), failing), List.of(), heard);

        assertThat(outcome.unavailable()).containsExactly(Map.entry("b", "exit code 1"));
        assertThat(outcome.rounds()).isEqualTo(10);
    }

    @Test
    void cancelling_keeps_what_was_measured() {
        AtomicInteger trials = new AtomicInteger();
        Experimenter cancelled = new Experimenter(rounds(100, 100), 7, time, () -> trials.get() >= 7);
        Outcome outcome = cancelled.run(List.of(counting("a", trials), counting("b", trials)), List.of(), heard);

        assertThat(outcome.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(outcome.rounds()).isEqualTo(3);
        assertThat(heard.measured()).hasSize(7);
    }

    @Test
    void an_interrupted_trial_leaves_no_sample() {
        Arm interrupted = new Arm("a", () -> {
            throw new InterruptedException();
        });
        Outcome outcome = experimenter(rounds(5, 5)).run(List.of(interrupted), List.of(), heard);

        assertThat(outcome.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(heard.observations).isEmpty();
    }

    private Arm counting(String name, AtomicInteger trials) {
        return arm(name, () -> {
            trials.incrementAndGet();
            return MS;
        });
    }

    @Test
    void a_resumed_run_goes_on_with_the_next_round_and_the_same_order() {
        List<Arm> arms = List.of(arm("a", () -> MS), arm("b", () -> MS), arm("c", () -> MS));
        experimenter(rounds(10, 10)).run(arms, List.of(), heard);
        List<Observation> whole = heard.measured();

        List<Observation> firstFour = whole.stream().filter(o -> o.round() < 4).toList();
        RecordingListener rest = new RecordingListener();
        Outcome outcome = experimenter(rounds(10, 10)).run(arms, firstFour, rest);

        assertThat(outcome.rounds()).isEqualTo(10);
        assertThat(rest.measured()).extracting(Observation::round, Observation::arm).containsExactlyElementsOf(
                whole.stream().filter(o -> o.round() >= 4)
                        .map(o -> org.assertj.core.groups.Tuple.tuple(o.round(), o.arm())).toList());
    }

    @Test
    void an_earlier_run_of_something_else_is_refused() {
        Observation other = new Observation("zzz", 0, 0, false, 0, Sample.of(1));
        assertThatThrownBy(() -> experimenter(rounds(1, 1)).run(List.of(arm("a", () -> MS)), List.of(other), heard))
                .hasMessageContaining("zzz");
    }

    @Test
    void the_time_left_shrinks_to_nothing() {
        RoundPolicy policy = new RoundPolicy(30, 30, 0.001, Duration.ofHours(1), 0);
        experimenter(policy).run(List.of(arm("a", noisy(MS, 0.1, 3))), List.of(), heard);

        assertThat(heard.progress).hasSize(30);
        assertThat(heard.progress.get(9).left()).isBetween(Duration.ofMillis(15), Duration.ofMillis(25));
        assertThat(heard.progress.get(29).left()).isEqualTo(Duration.ZERO);
    }
}
