package io.roarbench.tracer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceReports;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTests {

    private static final int CWD = TraceEvent.AT_FDCWD;
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_TMPFILE = 020200000;

    private final Map<String, String> links = new HashMap<>();
    private Replay replay;
    private long nanos = 1000;

    private final class FakeFiles implements FileSystemView {
        @Override
        public ByteString readLink(ByteString path) {
            String target = links.get(path.text());
            return target == null ? null : ByteString.utf8(target);
        }

        @Override
        public byte[] head(ByteString path, int limit) {
            return path.text().equals("/w/script") ? "#! /bin/sh -e\n".getBytes() : new byte[0];
        }

        @Override
        public long birthNanos(ByteString path) {
            return 5;
        }

        @Override
        public boolean isDirectory(ByteString path) {
            return false;
        }
    }

    @BeforeEach
    void start() {
        TraceMeta meta = new TraceMeta("fake", "exact", "none", List.of("x"), "/w", false);
        replay = new Replay(meta, new FakeFiles(), new TraceClock(0, Instant.ofEpochSecond(1000)));
        replay.accept(new TraceEvent.Start(tick(), 10, bytes("/w")));
    }

    @Test
    void a_process_of_which_no_end_was_told_is_named() {
        replay.accept(new TraceEvent.Clone(tick(), 10, 11, false, 0, false, false));
        replay.accept(new TraceEvent.ProcessExit(tick(), 10, 0));

        assertThat(replay.report(0, 0, tick()).incomplete()).containsExactly("outlived: process 11");
    }

    @Test
    void totals_that_come_late_count_under_the_name_that_the_file_had_then() {
        replay.accept(new TraceEvent.Open(tick(), 10, 3, CWD, bytes("f"), 0101, Creation.YES, null));
        replay.accept(new TraceEvent.Rename(tick(), 10, CWD, bytes("f"), CWD, bytes("g"), 0, 5));
        replay.accept(new TraceEvent.Link(tick(), 10, CWD, bytes("g"), CWD, bytes("h"), 0, 6));
        replay.accept(new TraceEvent.Io(tick(), 10, 3, 0, 0, 1, 7, 4));
        replay.accept(new TraceEvent.Io(tick(), 10, 3, 0, 0, 1, 2, 6));

        assertThat(file("/w/f").bytesWritten()).isEqualTo(7);
        assertThat(file("/w/g").bytesWritten()).isEqualTo(2);
        assertThat(file("/w/g").written()).isTrue();
        assertThat(file("/w/h").written()).as("what was linked had been written").isTrue();
        assertThat(file("/w/h").bytesWritten()).isZero();
    }

    @Test
    void relative_paths_follow_the_working_directory() {
        replay.accept(new TraceEvent.Chdir(tick(), 10, bytes("d"), null));
        open(10, 3, "x", O_RDONLY);
        read(10, 3, 5);

        assertThat(file("/w/d/x").bytesRead()).isEqualTo(5);
        assertThat(file("/w/d/x").readCalls()).isEqualTo(1);
    }

    @Test
    void links_lead_to_their_target_and_are_kept_as_alias() {
        links.put("/w/l", "sub/../t");
        open(10, 3, "l", O_RDONLY);
        read(10, 3, 1);

        assertThat(file("/w/t").aliases()).containsExactly("/w/l");
    }

    @Test
    void links_made_by_the_run_are_known() {
        replay.accept(new TraceEvent.Symlink(tick(), 10, bytes("/else/where"), CWD, bytes("l")));
        open(10, 3, "l/f", O_RDONLY);

        assertThat(file("/else/where/f").opened()).isTrue();
        assertThat(file("/w/l").symlinkTarget()).isEqualTo("/else/where");
    }

    @Test
    void a_link_that_may_have_been_swapped_before_it_was_looked_up_is_flagged() {
        links.put("/w/l", "new");
        unlink("l/gone");
        replay.accept(new TraceEvent.Symlink(tick(), 10, bytes("new"), CWD, bytes("l.tmp")));
        replay.accept(new TraceEvent.Rename(tick(), 10, CWD, bytes("l.tmp"), CWD, bytes("l"), 0, 0));

        assertThat(report().incomplete()).contains("late-lookup: where /w/l led before it was replaced");
    }

    @Test
    void a_link_that_was_looked_up_in_time_may_be_swapped() {
        links.put("/w/l", "old");
        unlink("l/gone");
        replay.accept(new TraceEvent.Symlink(tick(), 10, bytes("new"), CWD, bytes("l.tmp")));
        replay.accept(new TraceEvent.Rename(tick(), 10, CWD, bytes("l.tmp"), CWD, bytes("l"), 0, 0));
        unlink("l/gone");

        assertThat(report().incomplete()).noneMatch(reason -> reason.startsWith("late-lookup"));
        assertThat(file("/w/old/gone").deleted()).isTrue();
        assertThat(file("/w/new/gone").deleted()).isTrue();
    }

    @Test
    void a_path_through_a_link_that_is_gone_when_it_is_looked_up_is_flagged() {
        unlink("l/gone");
        unlink("l");

        assertThat(report().incomplete()).contains("late-lookup: where /w/l led before it was replaced");
    }

    @Test
    void removing_a_directory_after_its_files_leaves_no_doubt() {
        unlink("d/x");
        replay.accept(new TraceEvent.Unlink(tick(), 10, CWD, bytes("d"), true));

        assertThat(report().incomplete()).noneMatch(reason -> reason.startsWith("late-lookup"));
    }

    @Test
    void a_reused_descriptor_number_is_another_file() {
        open(10, 3, "a", O_RDONLY);
        read(10, 3, 1);
        replay.accept(new TraceEvent.Close(tick(), 10, 3));
        open(10, 3, "b", O_RDWR);
        write(10, 3, 1);

        assertThat(file("/w/a").written()).isFalse();
        assertThat(file("/w/b").read()).isFalse();
        assertThat(file("/w/b").written()).isTrue();
    }

    @Test
    void copies_of_a_descriptor_are_the_same_file() {
        open(10, 3, "a", O_RDWR);
        replay.accept(new TraceEvent.Dup(tick(), 10, 3, 7, false));
        replay.accept(new TraceEvent.Close(tick(), 10, 3));
        write(10, 7, 4);

        assertThat(file("/w/a").writeCalls()).isEqualTo(1);
    }

    @Test
    void a_child_has_its_own_descriptors_but_threads_share_them() {
        replay.accept(new TraceEvent.Clone(tick(), 10, 11, true, 0, true, true));
        replay.accept(new TraceEvent.Clone(tick(), 10, 20, false, 0, false, false));
        open(10, 3, "a", O_RDONLY);
        read(11, 3, 2);
        read(20, 3, 2);

        assertThat(file("/w/a").pids()).containsExactly(10);
        assertThat(report().incomplete()).anyMatch(reason -> reason.startsWith("unknown-descriptor: 3 of process 20"));
    }

    @Test
    void exec_closes_what_is_marked_and_ends_the_other_threads() {
        replay.accept(new TraceEvent.Clone(tick(), 10, 11, true, 0, true, true));
        open(11, 3, "a", O_RDWR | O_CLOEXEC);
        open(11, 4, "b", O_RDWR);
        replay.accept(new TraceEvent.Exec(tick(), 10, 11, bytes("script"), null, List.of(bytes("script"))));
        write(10, 4, 1);
        replay.accept(new TraceEvent.ProcessExit(tick(), 10, 0x200));
        TraceReport report = report();

        assertThat(report.complete()).isTrue();
        assertThat(report.processes()).singleElement().satisfies(process -> {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.threads()).isEqualTo(2);
            assertThat(process.execs()).hasSize(1);
        });
        assertThat(file("/w/script").executed()).isTrue();
        assertThat(file("/bin/sh").read()).isTrue();
        assertThat(file("/w/b").written()).isTrue();
    }

    @Test
    void an_atomic_save_makes_the_final_name_written() {
        open(10, 3, "tmp", O_RDWR | O_CREAT);
        write(10, 3, 9);
        replay.accept(new TraceEvent.Rename(tick(), 10, CWD, bytes("tmp"), CWD, bytes("final"), 0, 0));
        write(10, 3, 1);

        assertThat(file("/w/final").written()).isTrue();
        assertThat(file("/w/final").renamedFrom()).isEqualTo("/w/tmp");
        assertThat(file("/w/final").bytesWritten()).as("written after the rename").isEqualTo(1);
        assertThat(file("/w/tmp").renamedTo()).isEqualTo("/w/final");
        assertThat(file("/w/tmp").bytesWritten()).isEqualTo(9);
    }

    @Test
    void a_rename_alone_writes_nothing() {
        replay.accept(new TraceEvent.Rename(tick(), 10, CWD, bytes("a"), CWD, bytes("b"), 0, 0));

        assertThat(file("/w/a").written()).isFalse();
        assertThat(file("/w/b").written()).isFalse();
        assertThat(report().renames()).containsExactly(new TraceReport.Rename("/w/a", "/w/b", false, 10));
    }

    @Test
    void a_renamed_directory_takes_what_is_below_along() {
        open(10, 3, "d/x", O_RDWR);
        replay.accept(new TraceEvent.Rename(tick(), 10, CWD, bytes("d"), CWD, bytes("e"), 0, 0));
        write(10, 3, 1);

        assertThat(file("/w/e/x").written()).isTrue();
        assertThat(file("/w/d/x").written()).isFalse();
    }

    @Test
    void a_file_without_a_name_gets_its_past_with_its_name() {
        open(10, 3, ".", O_RDWR | O_TMPFILE);
        write(10, 3, 6);
        replay.accept(new TraceEvent.Link(tick(), 10, CWD, bytes("/proc/self/fd/3"), CWD, bytes("n"), 0x400, 0));
        write(10, 3, 1);

        assertThat(file("/w/n").bytesWritten()).isEqualTo(7);
        assertThat(file("/w/n").created()).isTrue();
    }

    @Test
    void pipes_are_never_listed_not_even_through_dev_stdout() {
        links.put("/dev/stdout", "/proc/self/fd/1");
        replay.accept(new TraceEvent.OpenSpecial(tick(), 10, 1, false));
        open(10, 3, "/dev/stdout", O_RDWR);
        write(10, 3, 1);

        assertThat(report().files()).isEmpty();
    }

    @Test
    void dev_stdout_is_the_file_behind_it() {
        links.put("/dev/stdout", "/proc/self/fd/1");
        replay.accept(new TraceEvent.FdIdentity(tick(), 10, 1, bytes("/w/out"), O_RDWR));
        open(10, 3, "/dev/stdout", O_RDWR);
        write(10, 3, 1);

        assertThat(file("/w/out").written()).isTrue();
    }

    @Test
    void system_files_are_left_out() {
        open(10, 3, "/proc/meminfo", O_RDONLY);
        open(10, 4, "/dev/null", O_RDONLY);

        assertThat(report().files()).isEmpty();
    }

    @Test
    void losses_make_it_incomplete() {
        replay.accept(new TraceEvent.Lost(tick(), 10, "ring_full", 3));
        replay.accept(new TraceEvent.Flag(tick(), 10, IncompleteReason.IO_URING, "process 10"));

        assertThat(report().complete()).isFalse();
        assertThat(report().dropped()).containsEntry("ring_full", 3L);
        assertThat(report().incomplete()).contains("io-uring: process 10", "events-dropped: {ring_full=3}");
    }

    @Test
    void the_report_comes_back_from_json() throws IOException {
        open(10, 3, "a", O_RDWR | O_CREAT);
        write(10, 3, 9);
        replay.accept(new TraceEvent.ProcessExit(tick(), 10, 9));
        TraceReport report = report();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TraceReports().write(report, out);

        assertThat(new TraceReports().read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(report);
        assertThat(out.toString()).contains("\"schemaVersion\" : 1", "\"backend\" : \"fake\"");
    }

    private void open(int tid, int fd, String path, int flags) {
        replay.accept(new TraceEvent.Open(tick(), tid, fd, CWD, bytes(path), flags, Creation.UNKNOWN, null));
    }

    private void unlink(String path) {
        replay.accept(new TraceEvent.Unlink(tick(), 10, CWD, bytes(path), false));
    }

    private void read(int tid, int fd, long size) {
        replay.accept(new TraceEvent.Io(tick(), tid, fd, 1, size, 0, 0));
    }

    private void write(int tid, int fd, long size) {
        replay.accept(new TraceEvent.Io(tick(), tid, fd, 0, 0, 1, size));
    }

    private TracedFile file(String path) {
        return report().files().stream().filter(file -> file.path().equals(path)).findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not in " + report().files()));
    }

    private TraceReport report() {
        return replay.report(0, 1000, nanos);
    }

    private long tick() {
        return nanos++;
    }

    private static ByteString bytes(String text) {
        return ByteString.utf8(text);
    }
}
