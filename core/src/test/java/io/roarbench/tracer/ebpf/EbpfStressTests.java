package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceReports;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads under which a tracer loses something sooner or later. {@code -Droarbench.stress=full} runs ten times more. */
class EbpfStressTests {

    private static final int TIMES = "full".equals(System.getProperty("roarbench.stress")) ? 10 : 1;

    @TempDir
    private Path folder;
    private Path program;

    @BeforeEach
    void compile() throws Exception {
        Check check = new EbpfTracer().check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
        Assumptions.assumeTrue(KernelOffsets.ofThisKernel().isPresent(), "without BTF no report is complete");
        program = Fixtures.program("load");
        Assumptions.assumeTrue(program != null, "the fixtures need gcc");
        folder = folder.toRealPath();
        Files.writeString(folder.resolve("a"), "hello");
    }

    @Test
    void every_open_counts() throws Exception {
        int opens = 20_000 * TIMES;
        TraceReport report = complete(program.toString(), "opens", "" + opens);

        assertThat(file(report, "a").readCalls()).isEqualTo(opens);
        assertThat(file(report, "a").bytesRead()).isEqualTo(opens);
    }

    @Test
    void every_fork_counts() throws Exception {
        int forks = 500 * TIMES;
        TraceReport report = complete(program.toString(), "forks", "" + forks);

        assertThat(report.processes()).hasSize(forks + 1);
        assertThat(file(report, "o").writeCalls()).isEqualTo(forks);
        assertThat(file(report, "o").pids()).hasSize(forks + 1);
    }

    @Test
    void what_64_threads_read_through_shared_and_own_descriptors_counts() throws Exception {
        TraceReport report = complete(program.toString(), "threads", "64");

        assertThat(file(report, "a").readCalls()).isEqualTo(64 * 2000);
    }

    @Test
    void a_million_reads_make_the_report_no_longer_and_take_no_memory() throws Exception {
        try (EbpfTracer tracer = new EbpfTracer()) {
            int one = bytes(run(tracer, program.toString(), "reads", "1000"));
            long before = usedMemory();
            TraceReport report = run(tracer, program.toString(), "reads", "1000000");

            assertThat(report.incomplete()).isEmpty();
            assertThat(file(report, "a").readCalls()).isEqualTo(1_000_000);
            assertThat(bytes(report)).isLessThan(one + 50);
            assertThat(usedMemory() - before).isLessThan(4 << 20);
        }
    }

    @Test
    void a_child_in_a_pid_namespace_of_its_own_is_followed() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "needs unshare");
        TraceReport report = run("unshare", "-p", "-f", "sh", "-c", "cat a > copy; exit 3");
        Assumptions.assumeTrue(report.exitCode() == 3, "pid namespaces cannot be made here");

        assertThat(report.incomplete()).isEmpty();
        assertThat(file(report, "copy").bytesWritten()).isEqualTo(5);
        assertThat(report.processes()).hasSize(3).allMatch(process -> process.pid() > 2, "a pid of this namespace");
        assertThat(file(report, "copy").pids()).allMatch(pid -> report.processes().stream().anyMatch(p -> p.pid() == pid));
    }

    private TraceReport complete(String... argv) throws Exception {
        TraceReport report = run(argv);
        assertThat(report.exitCode()).isZero();
        assertThat(report.incomplete()).isEmpty();
        return report;
    }

    private TraceReport run(String... argv) throws Exception {
        try (EbpfTracer tracer = new EbpfTracer()) {
            return run(tracer, argv);
        }
    }

    private TraceReport run(EbpfTracer tracer, String... argv) throws Exception {
        try (Trace trace = tracer.trace(request(argv))) {
            return trace.report();
        }
    }

    private TraceRequest request(String... argv) {
        return TraceRequest.of(Command.of(List.of(argv)).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.none(), Stdio.none())
                .withTimeout(Duration.ofSeconds(120), Duration.ofSeconds(1)));
    }

    private TracedFile file(TraceReport report, String name) {
        String path = folder.resolve(name).toString();
        return report.files().stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow();
    }

    private static int bytes(TraceReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TraceReports().write(report, out);
        return out.size();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
