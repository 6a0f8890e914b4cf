package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.coverage.CoverageSuite;
import io.roarbench.tracer.coverage.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs whose case not every backend has to get right. */
class EbpfFixtureTests {

    private static EbpfTracer tracer;

    @TempDir
    private Path temporary;
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        tracer = new EbpfTracer();
        Check check = tracer.check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
        Assumptions.assumeTrue(KernelOffsets.ofThisKernel().isPresent(), "without BTF no report is complete");
    }

    @AfterAll
    static void close() {
        tracer.close();
    }

    @BeforeEach
    void populate() throws IOException {
        folder = temporary.resolve("w");
        CoverageSuite.populate(folder);
        folder = folder.toRealPath();
    }

    static List<String> mappings() throws IOException, InterruptedException {
        return Fixtures.cases("mapping");
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void a_shared_mapping_that_becomes_writable_is_written(String fixture) throws Exception {
        TraceReport report = run(Fixtures.command(fixture));

        assertThat(report.exitCode()).isZero();
        assertThat(report.incomplete()).isEmpty();
        Manifest manifest = Manifest.parse(Files.readString(folder.resolveSibling("manifest")));
        assertThat(manifest.of(report, folder)).isEqualTo(manifest.files());
    }

    @Test
    void a_read_that_ends_after_its_descriptor_became_another_file_is_counted() throws Exception {
        TraceReport report = run(Fixtures.command("races reused_while_read"));

        assertThat(report.exitCode()).isZero();
        assertThat(report.complete()).isFalse();
        assertThat(report.dropped()).containsEntry("descriptor_races", 1L);
    }

    private TraceReport run(List<String> command) throws IOException, InterruptedException {
        Command request = Command.of(command).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.file(folder.resolveSibling("manifest")), Stdio.none());
        try (Trace trace = tracer.trace(TraceRequest.of(request))) {
            return trace.report();
        }
    }
}
