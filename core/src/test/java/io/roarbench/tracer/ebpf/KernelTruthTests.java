package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a call did is taken from the kernel at the call: it is right however the file system has changed since. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelTruthTests {

    private EbpfTracer tracer;

    @TempDir
    private Path temporary;
    private Path folder;

    @BeforeAll
    void open() throws IOException {
        tracer = new EbpfTracer(EbpfSetup.withRing(EbpfTracer.DEFAULT_RING_BYTES).with(this::offsets));
        Check check = tracer.check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
        Assumptions.assumeTrue(KernelOffsets.ofThisKernel().isPresent(), "this kernel has no BTF");
    }

    /** How the programs find what they look for. */
    Optional<KernelOffsets> offsets() throws IOException {
        return KernelOffsets.ofThisKernel();
    }

    @AfterAll
    void close() {
        tracer.close();
    }

    @BeforeEach
    void populate() throws IOException {
        folder = temporary.toRealPath();
        Files.writeString(folder.resolve("a"), "hello");
        Files.writeString(folder.resolve("b"), "other");
        Files.createSymbolicLink(folder.resolve("l"), Path.of("a"));
    }

    @Test
    void a_link_that_is_swapped_after_the_open_led_where_it_led_then() throws Exception {
        TraceReport report = complete("read x < l; ln -sfn b l; read x < l; ln -sfn a l; exit 0");

        assertThat(file(report, "a").orElseThrow().bytesRead()).isEqualTo(5);
        assertThat(file(report, "a").orElseThrow().aliases()).containsExactly(folder.resolve("l").toString());
        assertThat(file(report, "b").orElseThrow().bytesRead()).isEqualTo(5);
    }

    @Test
    void a_file_that_was_there_was_not_created_even_if_it_is_gone_at_once() throws Exception {
        TraceReport report = complete(": > a; rm a; : > new; rm new; : > b; mv b c; : > b");

        assertThat(file(report, "a").orElseThrow().created()).isFalse();
        assertThat(file(report, "new").orElseThrow().created()).isTrue();
        assertThat(file(report, "b").orElseThrow().created()).isTrue();
    }

    @Test
    void a_working_directory_is_where_a_link_led_then() throws Exception {
        Files.createDirectories(folder.resolve("one"));
        Files.createDirectories(folder.resolve("two"));
        Files.createSymbolicLink(folder.resolve("here"), Path.of("one"));

        TraceReport report = complete("cd -P here; ln -sfn two ../here; : > x");

        assertThat(file(report, "one/x").orElseThrow().created()).isTrue();
        assertThat(file(report, "two/x")).isEmpty();
    }

    @Test
    void names_of_all_lengths_are_whole() throws Exception {
        List<String> names = IntStream.of(1, 2, 7, 8, 9, 30, 31, 32, 33, 39, 40, 41, 255).mapToObj("n"::repeat).toList();

        TraceReport report = complete("for n in " + String.join(" ", names) + "; do mkdir d$n 2> /dev/null && : > d$n/$n; : > $n; done");

        for (String name : names) {
            assertThat(file(report, name).orElseThrow().created()).as(name).isTrue();
            assertThat(file(report, "d" + name + "/" + name).isPresent()).as("d" + name).isEqualTo(name.length() < 255);
        }
    }

    @Test
    void a_path_through_a_mount_point_is_whole() throws Exception {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/shm")), "no other file system to write to");
        Path other = Files.createTempFile(Path.of("/dev/shm"), "mounted", ".txt");
        try {
            TraceReport report = trace(tracer, TraceOptions.defaults().withSystemFiles(true), "cat " + other);

            assertThat(report.files()).anyMatch(file -> file.path().equals(other.toString()) && file.opened());
        } finally {
            Files.delete(other);
        }
    }

    @Test
    void a_path_too_deep_to_follow_is_counted() throws Exception {
        String deep = "d/".repeat(150);

        TraceReport report = trace(tracer, "mkdir -p " + deep + "; : > " + deep + "x");

        assertThat(report.complete()).isFalse();
        assertThat(report.dropped().get("name_walks")).isPositive();
    }

    @Test
    void without_a_description_of_the_kernels_types_every_report_says_that_it_looked_late() throws Exception {
        try (EbpfTracer without = new EbpfTracer(EbpfSetup.withRing(EbpfTracer.DEFAULT_RING_BYTES).with(Optional::empty))) {
            TraceReport report = trace(without, "cat l");

            assertThat(report.complete()).isFalse();
            assertThat(report.incomplete()).hasSize(1).first().asString().startsWith("late-lookup: ");
            assertThat(file(report, "a").orElseThrow().bytesRead()).isEqualTo(5);
        }
    }

    private TraceReport complete(String script) throws IOException, InterruptedException {
        TraceReport report = trace(tracer, script);
        assertThat(report.incomplete()).isEmpty();
        assertThat(report.exitCode()).isZero();
        return report;
    }

    private TraceReport trace(EbpfTracer by, String script) throws IOException, InterruptedException {
        return trace(by, TraceOptions.defaults(), script);
    }

    private TraceReport trace(EbpfTracer by, TraceOptions options, String script) throws IOException, InterruptedException {
        Command command = Command.of("sh", "-c", script).withDirectory(folder);
        try (Trace trace = by.trace(new TraceRequest(command, options))) {
            return trace.report();
        }
    }

    private Optional<TracedFile> file(TraceReport report, String name) {
        String path = folder.resolve(name).toString();
        return report.files().stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
