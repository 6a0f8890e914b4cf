package io.roarbench.tracer.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.coverage.CoverageSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library cannot see is noticed all the same, system calls in code other than libc's above all; and only that. */
class RawCallsTests {

    @TempDir
    private Path temporary;
    private Path folder;

    @BeforeEach
    void populate() throws Exception {
        assumeTrue(new PreloadTracer().check().ok(), "the preload tracer can't run here");
        folder = temporary.resolve("w");
        CoverageSuite.populate(folder);
        folder = folder.toRealPath();
    }

    @Test
    void a_call_that_is_no_file_s_and_bytes_that_are_no_call_leave_a_report_complete() throws Exception {
        TraceReport report = run(Fixtures.program("innocent").toString(), "innocent");

        assertThat(report.exitCode()).isZero();
        assertThat(report.incomplete()).isEmpty();
    }

    @Test
    void what_was_looked_through_once_is_known_in_the_next_run() throws Exception {
        String program = Fixtures.program("raw").toString();
        String reason = "raw-syscalls: " + program + " has system calls of its own in its code";
        try (PreloadTracer tracer = new PreloadTracer()) {
            for (int i = 0; i < 3; i++) {
                assertThat(run(tracer, program, "raw_truncation_only").incomplete()).containsExactly(reason);
            }
        }
    }

    @Test
    void a_library_that_is_loaded_later_is_looked_through_then() throws Exception {
        Path plugin = Fixtures.program("plugin", "-shared", "-fPIC");

        TraceReport report = run(Fixtures.program("loader").toString(), plugin.toString());

        assertThat(report.exitCode()).isZero();
        assertThat(report.incomplete()).containsExactly("raw-syscalls: " + plugin + " has system calls of its own in its code");
    }

    @Test
    void a_read_that_ends_after_its_descriptor_became_another_file_is_counted() throws Exception {
        TraceReport report = run(Fixtures.program("races").toString(), "reused_while_read");

        assertThat(report.exitCode()).isZero();
        assertThat(report.dropped()).containsEntry("descriptor_races", 1L);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void a_shared_mapping_that_may_have_become_writable_is_named() throws Exception {
        TraceReport report = run(Fixtures.program("mapping").toString(), "made_writable");

        assertThat(report.exitCode()).isZero();
        assertThat(report.incomplete()).singleElement().asString().startsWith("mapping: ");
    }

    private TraceReport run(String... argv) throws Exception {
        try (PreloadTracer tracer = new PreloadTracer()) {
            return run(tracer, argv);
        }
    }

    private TraceReport run(PreloadTracer tracer, String... argv) throws Exception {
        Command command = Command.of(argv).withDirectory(folder).withStdio(Stdio.none(), Stdio.none(), Stdio.none());
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            return trace.report();
        }
    }
}
