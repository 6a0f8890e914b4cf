package io.roarbench.tracer.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.TracerContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PtraceTracerTests extends TracerContract {

    @Override
    protected Tracer open() {
        return new PtraceTracer();
    }

    @Test
    void positions_tell_what_was_read_without_a_stop_per_read() throws Exception {
        TraceReport report = run(TraceOptions.defaults().withMode(TraceOptions.Mode.FDPOS), "data many_small_reads");
        TracedFile big = report.files().stream().filter(f -> f.path().endsWith("/big")).findFirst().orElseThrow();

        assertThat(big.bytesRead()).isEqualTo(5000);
        assertThat(big.readCalls()).as("not counted").isZero();
        assertThat(report.mode()).isEqualTo("fdpos");
        assertThat(report.incomplete()).singleElement().asString().startsWith("approximate-mode");
    }

    @Test
    void a_shared_mapping_made_writable_later_is_written() throws Exception {
        TraceReport report = run(TraceOptions.defaults(), "mapping made_writable");
        TracedFile file = report.files().stream().filter(f -> f.path().endsWith("/a")).findFirst().orElseThrow();

        assertThat(file.written()).isTrue();
        assertThat(report.complete()).isTrue();
    }

    @Test
    void a_read_that_ends_after_its_descriptor_became_another_file_is_not_that_file_s() throws Exception {
        TraceReport report = run(TraceOptions.defaults(), "races reused_while_read");
        TracedFile other = report.files().stream().filter(f -> f.path().endsWith("/a")).findFirst().orElseThrow();

        assertThat(report.exitCode()).isZero();
        assertThat(other.opened()).isTrue();
        assertThat(other.bytesRead()).isZero();
    }

    @Test
    void the_report_says_where_the_tracer_ran() throws Exception {
        assertThat(run(TraceOptions.defaults().withPlacement(TraceOptions.Placement.SAME), "data read_all").placement())
                .isEqualTo("same");
        assertThat(run(TraceOptions.defaults().withPlacement(TraceOptions.Placement.NONE), "data read_all").placement())
                .isEqualTo("none");
    }

    private TraceReport run(TraceOptions options, String fixture) throws Exception {
        Command command = Command.of(Fixtures.command(fixture)).withDirectory(folder());
        try (Trace trace = tracer().trace(new TraceRequest(command, options))) {
            return trace.report();
        }
    }

    @Test
    void a_closed_trace_leaves_no_process() throws Exception {
        Trace trace = tracer().trace(TraceRequest.of(Command.of("sh", "-c", "sleep 1000 & sleep 1000")));
        Optional<ProcessHandle> command = ProcessHandle.of(trace.pid());
        trace.close();

        assertThat(command.map(handle -> handle.onExit().join().isAlive()).orElse(false)).isFalse();
    }
}
