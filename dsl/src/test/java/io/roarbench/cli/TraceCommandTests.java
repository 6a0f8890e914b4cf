package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceReports;
import io.roarbench.tracer.ptrace.PtraceTracer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TraceCommandTests {

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void needsATracer() {
        try (PtraceTracer tracer = new PtraceTracer()) {
            assumeTrue(tracer.check().ok(), tracer.check().summary());
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new TraceCommand(new PrintStream(out), new PrintStream(err))).setStopAtPositional(true)
                .setErr(new PrintWriter(err)).execute(arguments);
    }

    private TraceReport report() throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve("r.json"))) {
            return new TraceReports().read(in);
        }
    }

    @Test
    void exits_as_the_command_does_and_writes_the_report() throws Exception {
        Path file = folder.toRealPath().resolve("x");
        int code = run("--tracer", "ptrace", "-o", folder.resolve("r.json").toString(), "--", "sh", "-c",
                "echo hi > '" + file + "'; exit 3");

        assertThat(code).isEqualTo(3);
        assertThat(report().complete()).isTrue();
        assertThat(report().files()).anyMatch(f -> f.path().equals(file.toString()) && f.bytesWritten() == 3);
    }

    @Test
    void a_signal_is_128_and_its_number() {
        assertThat(run("--tracer", "ptrace", "-o", folder.resolve("r.json").toString(), "--", "sh", "-c", "kill -TERM $$"))
                .isEqualTo(143);
    }

    @Test
    void the_report_can_go_to_standard_output() {
        assertThat(run("--tracer", "ptrace", "-o", "-", "--", "true")).isZero();
        assertThat(out.toString()).startsWith("{").contains("\"backend\" : \"ptrace\"");
    }

    @Test
    void options_of_the_command_are_its_own() {
        assertThat(run("--tracer", "ptrace", "-o", "-", "sh", "-c", "exit 4", "--output")).isEqualTo(4);
    }

    @Test
    void wrong_usage_is_2() {
        assertThat(run("--tracer", "nonsense", "--", "true")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown tracer 'nonsense'");
        assertThat(run("--mode", "sloppy", "--", "true")).isEqualTo(2);
        assertThat(run("--tracer", "ptrace")).isEqualTo(2);
    }

    @Test
    void a_report_that_could_not_be_written_is_found_out_before_the_command_runs() {
        Path ran = folder.resolve("ran");
        for (Path output : List.of(folder.resolve("none/r.json"), folder)) {
            assertThat(run("--tracer", "ptrace", "-o", output.toString(), "--", "touch", ran.toString())).isEqualTo(2);
        }
        assertThat(err.toString()).contains("--output: there is no folder").contains("is a folder");
        assertThat(ran).doesNotExist();
    }

    @Test
    void an_unknown_command_is_127() {
        assertThat(run("--tracer", "ptrace", "-o", folder.resolve("r.json").toString(), "--", "no-such-program")).isEqualTo(127);
        assertThat(err.toString()).contains("no-such-program");
    }
}
