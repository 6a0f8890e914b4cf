package io.roarbench.tracer.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalTracerTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"strace -f -o {trace} {command}", "strace -f -y -qq -o {trace} {command}"})
    void strace_is_a_tracer(String template) throws Exception {
        Files.writeString(folder.resolve("a"), "hello");
        Files.createDirectory(folder.resolve("d"));
        try (ExternalTracer tracer = new ExternalTracer("strace", template, Parsers.named("strace").orElseThrow())) {
            assumeTrue(tracer.check().ok(), tracer.check().summary());
            Command command = Command.of("sh", "-c", "cat a > b; mv b 'd/c \"q'; cd d; (cat ../a; rm c*) | cat; exit 7")
                    .withDirectory(folder.toRealPath());
            try (Trace trace = tracer.trace(TraceRequest.of(command))) {
                TraceReport report = trace.report();

                assertThat(report.exitCode()).isEqualTo(7);
                assertThat(shown(report)).isEqualTo("/a:r10 /b:w5 /d/c \"q:w0");
                assertThat(report.incomplete()).anyMatch(reason -> reason.startsWith("opaque"));
                assertThat(report.processes()).hasSizeGreaterThan(4);
            }
        }
    }

    private String shown(TraceReport report) throws IOException {
        String prefix = folder.toRealPath().toString();
        return report.files().stream().filter(file -> file.path().startsWith(prefix + "/"))
                .filter(file -> file.read() || file.written())
                .map(file -> file.path().substring(prefix.length()) + use(file)).collect(Collectors.joining(" "));
    }

    private static String use(TracedFile file) {
        return file.read() ? ":r" + file.bytesRead() : ":w" + file.bytesWritten();
    }

    @Test
    void strace_lines_of_interrupted_calls_are_joined() throws Exception {
        Path output = Files.writeString(folder.resolve("t"), """
                10 execve("/bin/x", ["x"], 0x7ffc /* 3 vars */) = 0
                10 openat(AT_FDCWD, "/data/\\303\\251\\n", O_RDONLY|O_CLOEXEC <unfinished ...>
                11 +++ exited with 0 +++
                10 <... openat resumed>) = 3
                10 read(3, "a), = 9, \\"b"..., 4096) = 4096
                10 read(9, "", 1) = -1 EBADF (Bad file descriptor)
                10 +++ killed by SIGKILL +++
                """);
        TraceMeta meta = new TraceMeta("strace", "exact", "unknown", List.of("x"), "/", false);
        TraceReport report = new StraceParser().parse(output, meta, new TraceParser.Run(9, 0, 1));

        assertThat(report.files()).filteredOn(file -> file.path().startsWith("/data")).singleElement()
                .satisfies(file -> {
                    assertThat(file.path()).isEqualTo("/data/é\n");
                    assertThat(file.bytesRead()).isEqualTo(4096);
                });
        assertThat(report.signal()).isEqualTo(9);
    }

    @Test
    void reads_roars_report() throws Exception {
        // {"version":1,"files":[{"path":"/a","read":true,"written":false}],"processes":[{"pid":300,"command":["x"]}],
        //  "events_dropped":2,"tracer_mode":"ebpf"}
        byte[] packed = HexFormat.of().parseHex("85a776657273696f6e01a566696c65739183a470617468a22f61a472656164c3a777726974"
                + "74656ec2a970726f6365737365739182a3706964cd012ca7636f6d6d616e6491a178ae6576656e74735f64726f7070656402"
                + "ab7472616365725f6d6f6465a465627066");
        Path output = Files.write(folder.resolve("t"), packed);
        TraceMeta meta = new TraceMeta("roar", "exact", "unknown", List.of("x"), "/", false);
        TraceReport report = new RoarParser().parse(output, meta, new TraceParser.Run(0, 0, 1));

        assertThat(report.files()).singleElement().satisfies(file -> assertThat(file.read()).isTrue());
        assertThat(report.processes()).singleElement().satisfies(p -> assertThat(p.pid()).isEqualTo(300));
        assertThat(report.dropped()).containsEntry("events", 2L);
        assertThat(report.mode()).isEqualTo("ebpf");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void others_are_opaque() throws Exception {
        try (ExternalTracer tracer = new ExternalTracer("env", "env {command}", Parsers.named("opaque").orElseThrow());
                Trace trace = tracer.trace(TraceRequest.of(Command.of("false")))) {
            assertThat(trace.report().exitCode()).isEqualTo(1);
            assertThat(trace.report().incomplete()).containsExactly("opaque: no parser for the output of env");
        }
    }

    @Test
    void a_template_needs_the_command() {
        assertThatThrownBy(() -> new ExternalTracer("x", "strace -f", Parsers.named("strace").orElseThrow()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("{command}");
    }

    @Test
    void says_what_is_missing() {
        ExternalTracer tracer = new ExternalTracer("x", "no-such-tracer {command}", Parsers.named("opaque").orElseThrow());

        assertThat(tracer.check().ok()).isFalse();
        assertThat(tracer.check().summary()).contains("no-such-tracer");
    }
}
