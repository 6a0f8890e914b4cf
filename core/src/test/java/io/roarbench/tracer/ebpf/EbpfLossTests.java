package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.bpf.Attachment;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to lose something that has a counter and no more natural place for its test. docs/tracers.md lists them all. */
class EbpfLossTests {

    private static final EbpfSetup USUAL = EbpfSetup.withRing(EbpfTracer.DEFAULT_RING_BYTES);

    @TempDir
    private Path folder;

    @BeforeEach
    void populate() throws Exception {
        Check check = new EbpfTracer().check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
        Files.writeString(folder.resolve("a"), "hello\nhello\n");
    }

    @Test
    void records_that_find_the_ring_full() throws Exception {
        TraceReport report = lossy(EbpfSetup.withRing(4096), "bash", "-c", "for i in {1..2000}; do : < /etc/passwd; done");

        assertThat(report.dropped().get("ring_full")).isPositive();
    }

    @Test
    void a_reader_that_stands_still() throws Exception {
        TraceReport report = lateRead(new Late(), EbpfSetup.withRing(4096), program("load"), "opens", "1000");

        assertThat(report.dropped().get("ring_full")).isGreaterThan(1000);
    }

    @Test
    void processes_beyond_those_that_can_be_followed() throws Exception {
        TraceReport report = lossy(USUAL.withMost(4, 4), "sh", "-c", "for i in 1 2 3 4 5 6 7 8; do sleep 0.1 & done; wait");

        assertThat(report.dropped()).containsKeys("tasks_full", "files_full");
    }

    /** The reads of the shell's child are added up for a table that is nowhere listed, so that nobody takes them along. */
    @Test
    void totals_of_a_descriptor_table_that_found_no_room() throws Exception {
        TraceReport report = lossy(USUAL.withMost(64, 1), "sh", "-c", "(read x; read y) < a; true");

        assertThat(report.dropped()).containsKeys("files_full", "totals_left").doesNotContainKey("tasks_full");
    }

    @ParameterizedTest
    @CsvSource({"path, path_fault", "how, memory_fault"})
    void arguments_that_are_gone_when_a_call_returns(String what, String counter) throws Exception {
        TraceReport report = lossy(USUAL, program("vanishing"), what);

        assertThat(report.dropped()).containsKey(counter);
    }

    /** A signal's number is no address of registers. */
    @Test
    void registers_that_cannot_be_read() throws Exception {
        try (Elsewhere signals = new Elsewhere("signal_deliver")) {
            TraceReport report = lossy(USUAL.with(signals), "sh", "-c", "trap : USR1; kill -USR1 $$");

            assertThat(report.dropped()).containsOnlyKeys("registers_fault");
        }
    }

    /** The program reads a path that is gone: the fault is where it would have to run again while it runs. */
    @Test
    void runs_of_a_program_that_the_kernel_skips() throws Exception {
        try (Elsewhere faults = new Elsewhere("page_fault_kernel")) {
            TraceReport report = lossy(USUAL.with(faults), program("vanishing"), "path");

            assertThat(report.dropped().get("programs_skipped")).isPositive();
        }
    }

    @Test
    void records_that_were_sent_and_never_came() throws Exception {
        Late thief = new Late() {
            @Override
            public void beforeReading(KernelSide kernel) {
                super.beforeReading(kernel);
                kernel.ring().take(1);
            }
        };
        TraceReport report = lateRead(thief, USUAL, "cat", "a");

        assertThat(report.dropped()).containsOnlyKeys("sequence");
    }

    /** Runs the program for system calls at another raw tracepoint, too. */
    private static final class Elsewhere implements EbpfSetup.Witness, AutoCloseable {

        private final String tracepoint;
        private Attachment attachment;

        Elsewhere(String tracepoint) {
            this.tracepoint = tracepoint;
        }

        @Override
        public void beforeCommand(KernelSide kernel) throws IOException {
            attachment = kernel.syscalls().attachRawTracepoint(tracepoint);
        }

        @Override
        public void close() {
            attachment.close();
        }
    }

    /** Keeps the reader away from the ring until the command has ended. */
    private static class Late implements EbpfSetup.Witness {

        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void beforeReading(KernelSide kernel) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private TraceReport lateRead(Late reader, EbpfSetup setup, String... argv) throws Exception {
        try (EbpfTracer tracer = new EbpfTracer(setup.with(reader)); Trace trace = tracer.trace(request(argv))) {
            assertThat(trace.waitFor().exitCode()).as("the command does not wait for the reader").isZero();
            reader.ended.countDown();
            TraceReport report = trace.report();
            assertIncomplete(report);
            return report;
        }
    }

    private TraceReport lossy(EbpfSetup setup, String... argv) throws Exception {
        try (EbpfTracer tracer = new EbpfTracer(setup); Trace trace = tracer.trace(request(argv))) {
            TraceReport report = trace.report();
            assertThat(report.exitCode()).isZero();
            assertIncomplete(report);
            return report;
        }
    }

    private static void assertIncomplete(TraceReport report) {
        assertThat(report.complete()).isFalse();
        assertThat(report.incomplete()).anyMatch(reason -> reason.startsWith("events-dropped"));
    }

    private TraceRequest request(String... argv) {
        return TraceRequest.of(Command.of(argv).withDirectory(folder).withStdio(Stdio.none(), Stdio.none(), Stdio.none()));
    }

    private static String program(String fixture) throws Exception {
        Path program = Fixtures.program(fixture);
        Assumptions.assumeTrue(program != null, "the fixtures need gcc");
        return program.toString();
    }
}
