package io.roarbench.tracer.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Fixtures;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.coverage.CoverageSuite;
import io.roarbench.tracer.coverage.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the fixtures say of themselves, with which all backends are compared, agrees with {@code strace -f -y}: the same files, their
 * content read and written alike.
 */
class StraceFixtureTests {

    private static final int NOT_POSSIBLE_HERE = 77;

    /** What strace's text does not tell: that a file has no name yet, names below another root, a child that is not traced. */
    private static final Set<String> NOT_TOLD = Set.of("names unnamed_then_linked", "names unnamed_only", "paths below_another_root",
            "processes untraced_clone");
    /** Nothing is said of their contents, or strace changes what they do. */
    private static final Set<String> NOT_COMPARED = Set.of("processes own_ptrace", "processes uring", "descriptors aio",
            "data interrupted_reads",
            "paths path_changed_meanwhile");

    @TempDir
    private Path temporary;

    static List<String> fixtures() throws IOException, InterruptedException {
        List<String> cases = new ArrayList<>(Fixtures.cases("data", "names", "processes", "descriptors", "paths", "programs"));
        cases.removeAll(NOT_TOLD);
        cases.removeAll(NOT_COMPARED);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void strace_tells_what_a_fixture_tells(String fixture) throws Exception {
        assumeTrue(!fixture.equals("programs not_dumpable") || "root".equals(System.getProperty("user.name")),
                "an ordinary user's strace sees neither paths nor descriptors of a process that made itself not dumpable");
        Path folder = temporary.resolve("w");
        CoverageSuite.populate(folder);
        Command command = Command.of(Fixtures.command(fixture)).withDirectory(folder.toRealPath())
                .withStdio(Stdio.none(), Stdio.file(temporary.resolve("manifest")), Stdio.none())
                .withTimeout(Duration.ofSeconds(60), Duration.ofSeconds(1));
        try (ExternalTracer strace = new ExternalTracer("strace", "strace -f -y -s 4096 -o {trace} {command}",
                Parsers.named("strace").orElseThrow())) {
            assumeTrue(strace.check().ok(), strace.check().summary());
            try (Trace trace = strace.trace(TraceRequest.of(command))) {
                Execution execution = trace.waitFor();
                TraceReport report = trace.report();
                assumeTrue(execution.exitCode() != NOT_POSSIBLE_HERE, fixture + " is not possible on this file system or kernel");
                Manifest manifest = Manifest.parse(Files.readString(temporary.resolve("manifest")));

                assertThat(contents(manifest.of(report, folder.toRealPath()))).isEqualTo(contents(manifest.files()));
            }
        }
    }

    /** Only files of which content was read or written. */
    private static Map<String, String> contents(Map<String, Map<String, String>> files) {
        Map<String, String> all = new TreeMap<>();
        files.forEach((name, facts) -> {
            String what = List.of("read", "written").stream().filter(facts::containsKey).collect(Collectors.joining(" "));
            if (!what.isEmpty()) {
                all.put(name, what);
            }
        });
        return all;
    }
}
