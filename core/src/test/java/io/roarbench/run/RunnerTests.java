package io.roarbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.environment.TestEnvironments;
import io.roarbench.measure.StopReason;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Plans;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Ending;
import io.roarbench.result.Fact;
import io.roarbench.result.Result;
import io.roarbench.result.Status;
import io.roarbench.result.TrialSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTests {

    @TempDir
    private Path folder;

    private final AtomicInteger trials = new AtomicInteger();

    private Runner runner(int cancelAfter) {
        return new Runner(folder, paths -> TestEnvironments.unknown(), RunListener.SILENT, () -> trials.get() >= cancelAfter,
                workspace -> new FakeTrials(trials::incrementAndGet, false));
    }

    @Test
    void a_run_holds_every_sample_of_every_variant() throws Exception {
        Result result = runner(Integer.MAX_VALUE).run(Plans.small(8));

        assertThat(result.status()).isEqualTo(Status.COMPLETE);
        assertThat(result.series()).hasSize(6).allSatisfy(s -> assertThat(s.counted()).hasSize(8));
        assertThat(result.endings()).extracting("reason").containsOnly(StopReason.ROUNDS);
        assertThat(result.facts()).contains(new Fact("first", "providers", "all fake"));
        assertThat(result.find(SeriesId.parse("first/other")).orElseThrow().facts()).containsEntry("provider", "fake");
    }

    @Test
    void a_cancelled_run_returns_what_was_measured_and_can_be_resumed() throws Exception {
        Result cut = runner(50).run(Plans.small(12));
        assertThat(cut.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(cut.find(SeriesId.parse("first/base")).orElseThrow().counted()).hasSize(12);
        assertThat(cut.find(SeriesId.parse("second/base")).orElseThrow().counted()).hasSizeBetween(0, 4);

        Result whole = runner(Integer.MAX_VALUE).resume();

        assertThat(whole.status()).isEqualTo(Status.COMPLETE);
        assertThat(whole.plan()).isEqualTo(cut.plan());
        assertThat(whole.startedAt()).isEqualTo(cut.startedAt());
        assertThat(whole.series()).allSatisfy(s ->
                assertThat(s.counted()).extracting(TrialSample::round).contains(1, 11).doesNotHaveDuplicates());
        List<TrialSample> before = cut.find(SeriesId.parse("first/base")).orElseThrow().samples();
        assertThat(whole.find(SeriesId.parse("first/base")).orElseThrow().samples()).containsExactlyElementsOf(before);
    }

    @Test
    void experiments_take_turns_and_their_parts_are_one_series() throws Exception {
        List<String> order = new ArrayList<>();
        Runner runner = new Runner(folder, paths -> TestEnvironments.unknown(), new RunListener() {
            @Override
            public void ended(Turn turn, Ending ending) {
                order.add(turn.experiment().id() + " " + ending.rounds() + (turn.last() ? " last" : ""));
            }
        }, () -> false, workspace -> new FakeTrials(() -> { }, false));

        Result result = runner.run(Plans.turns(9, 3));

        assertThat(order).containsExactly("first 3", "second 9 last", "first 6", "first 9 last");
        assertThat(result.status()).isEqualTo(Status.COMPLETE);
        assertThat(result.find(SeriesId.parse("first/base")).orElseThrow().counted()).extracting(TrialSample::round)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(result.endings()).extracting("rounds").containsExactly(9, 9);
        assertThat(result.facts()).containsOnlyOnce(new Fact("first", "providers", "all fake"));
    }

    @Test
    void a_run_that_was_cut_between_turns_goes_on_with_the_rounds_that_are_missing() throws Exception {
        Result cut = runner(40).run(Plans.turns(9, 3));
        assertThat(cut.status()).isEqualTo(Status.INCOMPLETE);
        int before = cut.find(SeriesId.parse("first/base")).orElseThrow().counted().size();

        Result whole = runner(Integer.MAX_VALUE).resume();

        assertThat(before).isLessThan(9);
        assertThat(whole.status()).isEqualTo(Status.COMPLETE);
        assertThat(whole.find(SeriesId.parse("first/base")).orElseThrow().counted()).extracting(TrialSample::round)
                .doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(9);
        assertThat(whole.find(SeriesId.parse("second/base")).orElseThrow().counted()).extracting(TrialSample::round).contains(8).doesNotHaveDuplicates();
    }

    @Test
    void an_experiment_without_baseline_has_no_further_turns() throws Exception {
        List<String> order = new ArrayList<>();
        Result result = new Runner(folder, paths -> TestEnvironments.unknown(), new RunListener() {
            @Override
            public void began(Turn turn, int index, int of) {
                order.add(turn.experiment().id() + " " + turn.number());
            }
        }, () -> false, workspace -> new FakeTrials(() -> { }, true)).run(Plans.turns(9, 3));

        assertThat(order).containsExactly("first 0", "second 0");
        assertThat(result.endings()).extracting("reason").containsOnly(StopReason.UNAVAILABLE);
    }

    @Test
    void a_journal_cut_short_by_a_crash_can_be_resumed() throws Exception {
        runner(50).run(Plans.small(12));
        Path journal = folder.resolve("journal.jsonl");
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 17));

        assertThat(runner(Integer.MAX_VALUE).resume().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void a_damaged_journal_is_refused_by_line() throws Exception {
        runner(50).run(Plans.small(12));
        Path journal = folder.resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"round\":1,", "\"round\":"));

        assertThatThrownBy(() -> runner(Integer.MAX_VALUE).resume())
                .isInstanceOf(RunFailure.class)
                .hasMessageMatching(".*journal.jsonl:\\d+ is damaged.*");
    }

    @Test
    void a_second_run_into_the_same_folder_is_refused_and_the_first_goes_on() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        Runner second = runner(Integer.MAX_VALUE);
        Runner first = new Runner(folder, paths -> TestEnvironments.unknown(), RunListener.SILENT, () -> false,
                workspace -> {
                    assertThatThrownBy(() -> second.run(Plans.small(3)))
                            .isInstanceOf(RunFailure.class)
                            .hasMessageStartingWith("another run is writing to " + folder);
                    refusals.incrementAndGet();
                    return new FakeTrials(() -> { }, false);
                });

        assertThat(first.run(Plans.small(3)).status()).isEqualTo(Status.COMPLETE);
        assertThat(refusals).hasValue(1);
    }

    @Test
    void a_new_run_keeps_the_samples_of_an_interrupted_one() throws Exception {
        runner(50).run(Plans.small(12));
        String interrupted = Files.readString(folder.resolve("journal.jsonl"));
        runner(Integer.MAX_VALUE).run(Plans.small(3));

        assertThat(folder.resolve("earlier-journal.jsonl")).hasContent(interrupted);
    }

    @Test
    void without_a_journal_there_is_nothing_to_resume() {
        assertThatThrownBy(() -> runner(1).resume())
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("there is no journal");
    }

    @Test
    void an_experiment_without_baseline_is_reported_and_the_others_go_on() throws Exception {
        Plan plan = Plans.small(3);
        Result result = new Runner(folder, paths -> TestEnvironments.unknown(), RunListener.SILENT, () -> false,
                workspace -> new FakeTrials(() -> { }, true)).run(plan);

        assertThat(result.status()).isEqualTo(Status.COMPLETE);
        assertThat(result.endings()).extracting("reason").containsOnly(StopReason.UNAVAILABLE);
        assertThat(result.find(SeriesId.parse("first/base")).orElseThrow().unavailable()).isEqualTo("no md5 here");
    }

    @Test
    void what_cannot_be_got_ready_is_reported_and_the_others_go_on() throws Exception {
        Result result = new Runner(folder, paths -> TestEnvironments.unknown(), RunListener.SILENT, () -> false,
                workspace -> new FakeTrials(() -> { }, false).withFullDisk()).run(Plans.small(3));

        assertThat(result.find(SeriesId.parse("first/base")).orElseThrow().unavailable())
                .isEqualTo("cannot be got ready: No space left on device");
        assertThat(result.find(SeriesId.parse("second/base")).orElseThrow().counted()).hasSize(3);
    }

    @Test
    void files_are_gone_after_a_run() throws Exception {
        Path made;
        try (Workspace workspace = new Workspace(folder, RunListener.SILENT)) {
            made = workspace.file(new io.roarbench.plan.GeneratedFile(3_000_000, "", 9));
            assertThat(made).hasSize(3_000_000);
            assertThat(workspace.file(new io.roarbench.plan.GeneratedFile(3_000_000, "", 9))).isEqualTo(made);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void files_for_which_there_is_no_space_are_refused_before_any_is_made() throws Exception {
        var huge = new io.roarbench.plan.GeneratedFile(Long.MAX_VALUE / 2, "", 1);
        try (Workspace workspace = new Workspace(folder, RunListener.SILENT)) {
            workspace.checkSpace(List.of(huge));
            assertThat(workspace.refusal(huge)).hasValueSatisfying(
                    reason -> assertThat(reason).startsWith("no space in " + folder));
        }
    }

    @Test
    void where_some_files_have_room_only_the_largest_are_done_without() throws Exception {
        var small = new io.roarbench.plan.GeneratedFile(1_000_000, "", 1);
        var huge = new io.roarbench.plan.GeneratedFile(Long.MAX_VALUE / 2, "", 1);
        try (Workspace workspace = new Workspace(folder, RunListener.SILENT)) {
            workspace.checkSpace(List.of(huge, small));
            assertThat(workspace.file(small)).hasSize(1_000_000);
            assertThatThrownBy(() -> workspace.file(huge))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("no space in " + folder);
        }
    }

    @Test
    void a_file_is_not_measured_cached_where_memory_does_not_hold_it() throws Exception {
        Path meminfo = java.nio.file.Files.writeString(folder.resolve("meminfo"),
                "MemTotal:       24000000 kB\nMemAvailable:   11000000 kB\n");
        CacheKeeper keeper = new CacheKeeper(meminfo);
        keeper.requireMemory(9_000_000_000L, io.roarbench.plan.CacheState.CACHED);
        keeper.requireMemory(10_000_000_000L, io.roarbench.plan.CacheState.COLD);
        assertThatThrownBy(() -> keeper.requireMemory(10_000_000_000L, io.roarbench.plan.CacheState.CACHED))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("takes 12000 MB of memory, 11264 MB are available");
    }
}
