package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beyond the contract that all tracers keep: pressure, many traces, and the host application's peace. */
class EbpfTracerTests {

    private static EbpfTracer tracer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        tracer = new EbpfTracer();
        Check check = tracer.check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
    }

    @AfterAll
    static void close() {
        tracer.close();
    }

    @Test
    void reads_and_writes_of_redirected_children_are_exact() throws Exception {
        Files.writeString(folder.resolve("a"), "hello\n");

        TraceReport report = trace(tracer, "sh", "-c", "cat < a | sort > b; mv b c; rm a");

        assertThat(report.complete()).as(report.incomplete().toString()).isTrue();
        TracedFile a = file(report, "a").orElseThrow();
        assertThat(a.read()).isTrue();
        assertThat(a.deleted()).isTrue();
        assertThat(a.bytesRead()).isEqualTo(6);
        TracedFile b = file(report, "b").orElseThrow();
        assertThat(b.bytesWritten()).isEqualTo(6);
        assertThat(b.renamedTo()).isEqualTo(folder.toRealPath().resolve("c").toString());
        assertThat(report.processes()).hasSize(5);
    }

    @Test
    void exit_statuses_of_descendants_are_told() throws Exception {
        TraceReport report = trace(tracer, "sh", "-c", "(exit 7); sh -c 'kill -9 $$'; exit 3");

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.processes()).anySatisfy(process -> assertThat(process.exitCode()).isEqualTo(7))
                .anySatisfy(process -> assertThat(process.signal()).isEqualTo(9));
    }

    @Test
    void many_reads_are_one_line_in_the_report() throws Exception {
        Path zeros = folder.resolve("zeros");
        Files.write(zeros, new byte[100_000]);

        TraceReport report = trace(tracer, "dd", "if=" + zeros, "of=/dev/null", "bs=1");

        assertThat(report.complete()).as(report.incomplete().toString()).isTrue();
        TracedFile file = file(report, "zeros").orElseThrow();
        assertThat(file.bytesRead()).isEqualTo(100_000);
        assertThat(file.readCalls()).isEqualTo(100_000);
    }

    @Test
    void a_thousand_forks_and_their_files_are_all_there() throws Exception {
        TraceReport report = trace(tracer, "bash", "-c", "for i in {1..1000}; do ( echo $i > f$i ); done");

        assertThat(report.complete()).as(report.incomplete().toString()).isTrue();
        assertThat(report.processes()).hasSize(1001);
        assertThat(report.files().stream().filter(TracedFile::written).count()).isEqualTo(1000);
    }

    @Test
    void traces_of_one_tracer_may_overlap() throws Exception {
        try (Trace slow = tracer.trace(request("sh", "-c", "read line; echo x > slow"));
                Trace fast = tracer.trace(request("sh", "-c", "echo x > fast"))) {
            assertThat(file(fast.report(), "fast")).isPresent();
            assertThat(file(fast.report(), "slow")).isEmpty();
            assertThat(file(slow.report(), "slow")).isPresent();
            assertThat(file(slow.report(), "fast")).isEmpty();
        }
    }

    @Test
    void a_command_that_cannot_start_is_an_error_and_leaves_the_tracer_usable() throws Exception {
        assertThatThrownBy(() -> trace(tracer, "/no/such/program")).isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");

        assertThat(trace(tracer, "true").complete()).isTrue();
    }

    @Test
    void a_closed_trace_kills_its_command() throws Exception {
        Trace trace = tracer.trace(request("sleep", "1000"));
        int pid = trace.pid();
        trace.close();

        assertThat(trace.waitFor().signal()).isEqualTo(9);
        assertThat(Path.of("/proc/" + pid)).doesNotExist();
        assertThat(trace(tracer, "true").complete()).isTrue();
    }

    @Test
    void processes_outside_are_not_traced() throws Exception {
        Files.writeString(folder.resolve("mine"), "x");
        try (Trace trace = tracer.trace(request("sleep", "0.2"))) {
            for (int i = 0; i < 100; i++) {
                Files.readString(folder.resolve("mine"));
            }
            assertThat(file(trace.report(), "mine")).isEmpty();
        }
    }

    private TraceRequest request(String... argv) {
        return TraceRequest.of(Command.of(argv).withDirectory(folder));
    }

    private TraceReport trace(EbpfTracer by, String... argv) throws IOException, InterruptedException {
        try (Trace trace = by.trace(request(argv))) {
            return trace.report();
        }
    }

    private Optional<TracedFile> file(TraceReport report, String name) throws IOException {
        String path = folder.toRealPath().resolve(name).toString();
        return report.files().stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
