package io.roarbench.tracer.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads under which a tracer loses something sooner or later; and that what is lost is said. */
class StressTests {

    @TempDir
    private Path folder;
    private Path program;

    @BeforeEach
    void compile() throws Exception {
        assumeTrue(new PreloadTracer().check().ok(), "the preload tracer can't run here");
        program = Fixtures.program("load");
        assumeTrue(program != null, "the fixtures need gcc");
        folder = folder.toRealPath();
        Files.writeString(folder.resolve("a"), "hello");
    }

    private TraceReport run(PreloadTracer tracer, String... argv) throws Exception {
        Command command = Command.of(argv).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.none(), Stdio.file(folder.resolve("errors")))
                .withTimeout(Duration.ofSeconds(120), Duration.ofSeconds(1));
        try (tracer; Trace trace = tracer.trace(TraceRequest.of(command))) {
            TraceReport report = trace.report();
            assertThat(report.exitCode()).as(Files.readString(folder.resolve("errors"))).isZero();
            return report;
        }
    }

    private TracedFile file(TraceReport report, String name) {
        String path = folder.resolve(name).toString();
        return report.files().stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow();
    }

    @Test
    void counts_200_000_opens() throws Exception {
        TraceReport report = run(new PreloadTracer(), program.toString(), "opens", "200000");
        assertThat(report.incomplete()).isEmpty();
        assertThat(file(report, "a").readCalls()).isEqualTo(200_000);
        assertThat(file(report, "a").bytesRead()).isEqualTo(200_000);
    }

    @Test
    void counts_5000_forks_that_each_write() throws Exception {
        TraceReport report = run(new PreloadTracer(), program.toString(), "forks", "5000");
        assertThat(report.incomplete()).isEmpty();
        assertThat(report.processes()).hasSize(5001);
        assertThat(file(report, "o").writeCalls()).isEqualTo(5000);
        assertThat(file(report, "o").pids()).hasSizeBetween(5000, 5001);
    }

    @Test
    void counts_what_64_threads_read_through_shared_and_own_descriptors() throws Exception {
        TraceReport report = run(new PreloadTracer(), program.toString(), "threads", "64");
        assertThat(report.incomplete()).isEmpty();
        assertThat(file(report, "a").readCalls()).isEqualTo(64 * 2000);
    }

    @Test
    void a_million_reads_need_no_more_records_than_one() throws Exception {
        // Records for start, stdio, open, close and exit fit; a million records of reads would not.
        TraceReport report = run(new PreloadTracer(64 << 10, SharedLog.BLOCKS_MAX), program.toString(), "reads", "1000000");
        assertThat(report.incomplete()).isEmpty();
        assertThat(file(report, "a").readCalls()).isEqualTo(1_000_000);
    }

    @Test
    void a_full_log_is_counted_and_makes_the_report_incomplete() throws Exception {
        TraceReport report = run(new PreloadTracer(16 << 10, SharedLog.BLOCKS_MAX), program.toString(), "opens", "1000");
        assertThat(report.dropped()).containsKey("log_full");
        assertThat(report.complete()).isFalse();
        assertThat(report.incomplete()).anyMatch(reason -> reason.startsWith("events-dropped"));
    }

    @Test
    void processes_that_find_no_block_are_counted_and_the_program_runs_on() throws Exception {
        TraceReport report = run(new PreloadTracer(1 << 20, 3), "sh", "-c", "cat a; cat a; cat a; (cat a; true)");
        assertThat(report.dropped()).containsKey("processes_without_block");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void a_program_that_is_killed_while_it_writes_a_record_is_counted() throws Exception {
        Path killed = Fixtures.program("killed_recording");
        TraceReport report = run(new PreloadTracer(), "sh", "-c", killed + "; true");
        assertThat(report.dropped()).containsEntry("records_in_flight", 1L);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void sees_a_shell_redirect_in_each_of_200_runs() throws Exception {
        try (PreloadTracer tracer = new PreloadTracer()) {
            for (int i = 0; i < 200; i++) {
                Command command = Command.of("bash", "-c", "echo hi > x" + i).withDirectory(folder);
                try (Trace trace = tracer.trace(TraceRequest.of(command))) {
                    TraceReport report = trace.report();
                    assertThat(report.incomplete()).isEmpty();
                    assertThat(file(report, "x" + i)).matches(f -> f.written() && f.created() && f.bytesWritten() == 3);
                }
            }
        }
    }

    @Test
    void the_program_sees_its_environment_with_two_keys_more() throws Exception {
        Path out = folder.resolve("env");
        Command command = Command.of("/usr/bin/env").withDirectory(folder).withEnvironment(Map.of("A", "b"))
                .withStdio(Stdio.none(), Stdio.file(out), Stdio.none());
        try (PreloadTracer tracer = new PreloadTracer(); Trace trace = tracer.trace(TraceRequest.of(command))) {
            assertThat(trace.report().complete()).isTrue();
        }
        List<String> keys = Files.readAllLines(out).stream().map(line -> line.substring(0, line.indexOf('='))).toList();
        assertThat(keys).containsExactlyInAnyOrder("A", "LD_PRELOAD", "ROAR_BENCH_TRACE");
    }

    @Test
    void the_program_has_no_descriptor_more() throws Exception {
        Path out = folder.resolve("fds");
        Command command = Command.of("sh", "-c", "ls /proc/$$/fd").withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.file(out), Stdio.none());
        try (PreloadTracer tracer = new PreloadTracer(); Trace trace = tracer.trace(TraceRequest.of(command))) {
            assertThat(trace.report().complete()).isTrue();
        }
        assertThat(Files.readAllLines(out)).containsExactly("0", "1", "2");
    }

    @Test
    void names_a_static_program_that_a_traced_one_starts() throws Exception {
        Path fixed = Fixtures.program("load", "-static");
        TraceReport report = run(new PreloadTracer(), "sh", "-c", fixed + " opens 1; true");
        assertThat(report.incomplete()).containsExactly("static-executable: " + fixed);
        TraceReport alone = run(new PreloadTracer(), fixed.toString(), "opens", "1");
        assertThat(alone.incomplete()).containsExactly("static-executable: " + fixed);
    }

    @Test
    void keeps_a_preloaded_library_of_the_program_itself() throws Exception {
        Path out = folder.resolve("out");
        TraceReport report = run(new PreloadTracer(), "sh", "-c",
                "LD_PRELOAD=libm.so.6 sh -c 'cat a; grep -c libm /proc/self/maps > " + out + "'");
        assertThat(report.incomplete()).isEmpty();
        assertThat(file(report, "a").read()).isTrue();
        assertThat(Files.readString(out).strip()).isNotEqualTo("0");
    }
}
