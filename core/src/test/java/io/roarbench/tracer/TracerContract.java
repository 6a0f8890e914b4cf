package io.roarbench.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.coverage.CoverageSuite;
import io.roarbench.tracer.coverage.Manifest;
import io.roarbench.tracer.select.Tracers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend must do. A backend's tests extend it and give their tracer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TracerContract {

    private static final int NOT_POSSIBLE_HERE = 77;

    /** Shell scripts with their manifests, in {@code sh}'s working directory as fixture.h has it. */
    private static final List<List<String>> SCRIPTS = List.of(
            List.of("cat a", "file a opened read bytesRead=5 readCalls=1"),
            List.of("cat < a > b",
                    "file a opened read bytesRead=5 readCalls=1\nfile b opened created truncated written bytesWritten=5 writeCalls=1"),
            List.of("cat a | sort > b",
                    "file a opened read bytesRead=5 readCalls=1\nfile b opened created truncated written bytesWritten=6 writeCalls=1"),
            List.of("echo hi > b; echo ho >> b",
                    "file b opened created truncated written bytesWritten=6 writeCalls=2"),
            List.of("bash -c 'echo hi > b'", "file b opened created truncated written bytesWritten=3 writeCalls=1"),
            List.of("mv a b; rm b", "file a renamedTo=b\nfile b renamedFrom=a deleted"),
            List.of("cd d; cat x; cat ../a",
                    "file d/x opened read bytesRead=2 readCalls=1\nfile a opened read bytesRead=5 readCalls=1"),
            List.of("env -i /bin/cat a", "file a opened read bytesRead=5 readCalls=1"),
            List.of("(echo x; cat a) > b; true",
                    "file a opened read bytesRead=5 readCalls=1\nfile b opened created truncated written bytesWritten=7 writeCalls=2"));

    @TempDir
    private Path temporary;
    private Path folder;
    private Tracer tracer;

    /** The backend under test. */
    protected abstract Tracer open() throws IOException;

    @BeforeAll
    void openTracer() throws IOException {
        tracer = open();
        Check check = tracer.check();
        assumeTrue(check.ok(), () -> tracer.name() + " can't run here: " + check.summary());
    }

    @AfterAll
    void closeTracer() {
        if (tracer != null) {
            tracer.close();
        }
    }

    @BeforeEach
    void populate() throws IOException {
        folder = Files.createTempDirectory(temporary, "run").resolve("w").toAbsolutePath();
        CoverageSuite.populate(folder);
        folder = folder.toRealPath();
    }

    /** The opened tracer. */
    protected final Tracer tracer() {
        return tracer;
    }

    /** The folder in which cases run. */
    protected final Path folder() {
        return folder;
    }

    static List<String> fixtures() throws IOException, InterruptedException {
        return Fixtures.cases("data", "names", "processes", "raw", "descriptors", "paths", "programs", "corners");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void reports_exactly_what_a_fixture_does(String fixture) throws Exception {
        Path manifest = folder.resolveSibling("manifest");
        Command command = Command.of(Fixtures.command(fixture)).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.file(manifest), Stdio.file(folder.resolveSibling("errors")))
                .withTimeout(Duration.ofSeconds(60), Duration.ofSeconds(1));
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            Execution execution = trace.waitFor();
            TraceReport report = trace.report();
            assumeTrue(execution.exitCode() != NOT_POSSIBLE_HERE, fixture + " is not possible on this file system or kernel");
            assertThat(execution.exitCode()).as(Files.readString(folder.resolveSibling("errors"))).isZero();
            compare(Manifest.parse(Files.readString(manifest)), report);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_all", "copy_range", "stdio"})
    void static_programs_are_seen_or_named(String name) throws Exception {
        Path program = Fixtures.program("data", "-static");
        assumeTrue(program != null, "the fixtures need gcc");
        Path manifest = folder.resolveSibling("manifest");
        Command command = Command.of(program.toString(), name).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.file(manifest), Stdio.none());
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            TraceReport report = trace.report();
            String blind = "\nblind preload " + IncompleteReason.STATIC_EXECUTABLE.code();
            compare(Manifest.parse(Files.readString(manifest) + blind), report);
        }
    }

    static Stream<String> scripts() {
        return SCRIPTS.stream().map(script -> script.get(0));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void reports_exactly_what_a_script_does(String script) throws Exception {
        String manifest = SCRIPTS.stream().filter(s -> s.get(0).equals(script)).findFirst().orElseThrow().get(1);
        Command command = Command.of("sh", "-c", script).withDirectory(folder);
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            compare(Manifest.parse(manifest), trace.report());
        }
    }

    private void compare(Manifest manifest, TraceReport report) {
        String reason = manifest.reasonFor(tracer.name());
        String excuse = manifest.excuseFor(tracer.name());
        if (reason == null) {
            assertThat(report.incomplete()).as("reasons of an incomplete report")
                    .allMatch(given -> excuse != null && given.startsWith(excuse));
        } else {
            assertThat(report.incomplete()).anyMatch(given -> given.startsWith(reason));
        }
        if (!manifest.isBlind(tracer.name())) {
            assertThat(manifest.of(report, folder)).isEqualTo(manifest.files());
            if (manifest.processes() >= 0) {
                assertThat(report.processes()).hasSize(manifest.processes());
            }
        }
    }

    /** {@code -Droarbench.seeds=N} runs more. */
    @Test
    void reports_exactly_what_random_programs_do() throws Exception {
        Path interpreter = Fixtures.program("script");
        assumeTrue(interpreter != null, "the fixtures need gcc");
        for (int seed = 0; seed < Integer.getInteger("roarbench.seeds", 200); seed++) {
            RandomProgram program = new RandomProgram(seed);
            Path own = Files.createDirectory(folder.resolve("seed" + seed)).toRealPath();
            for (String name : RandomProgram.presentNames()) {
                Files.writeString(own.resolve(name), RandomProgram.presentContent());
            }
            Command command = Command.of(interpreter.toString(), program.text()).withDirectory(own);
            try (Trace trace = tracer.trace(TraceRequest.of(command))) {
                TraceReport report = trace.report();
                String what = "seed " + seed + ": " + program.text();
                assertThat(report.exitCode()).as(what).isZero();
                assertThat(report.incomplete()).as(what).isEmpty();
                assertThat(new Manifest().of(report, own)).as(what).isEqualTo(program.expected());
                assertThat(report.processes()).as(what).hasSize(program.processes());
            }
        }
    }

    @Test
    void a_setuid_program_gets_its_rights_and_is_seen_or_named() throws Exception {
        Path program = Fixtures.program("load");
        assumeTrue(program != null && Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs gcc and setpriv");
        Path secret = Files.createDirectory(folder.resolve("s"));
        Files.writeString(secret.resolve("a"), "hello");
        Path copy = Files.copy(program, folder.resolve("suid"));
        Files.setAttribute(copy, "unix:mode", 04755);
        for (Path open = folder; !open.equals(temporary.toRealPath().getParent()); open = open.getParent()) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));

        TraceReport report = ended("cd s && exec setpriv --reuid=65534 --clear-groups " + copy + " opens 10");

        assumeTrue(report.exitCode() != null && report.exitCode() == 0, "not root, or a file system without setuid");
        if (tracer.name().equals("preload")) {
            assertThat(report.incomplete()).contains("setuid-executable: " + copy);
        } else {
            assertThat(report.incomplete()).isEmpty();
            assertThat(report.files()).filteredOn(file -> file.path().equals(secret.resolve("a").toString()))
                    .extracting(TracedFile::readCalls).containsExactly(10L);
        }
    }

    @Test
    void every_exit_code_and_every_fatal_signal_comes_through() throws Exception {
        for (int code = 0; code < 256; code++) {
            assertThat(ended("exit " + code).exitCode()).isEqualTo(code);
        }
        for (int signal : new int[] {1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 31}) {
            assertThat(ended("ulimit -c 0; kill -" + signal + " $$").signal()).isEqualTo(signal);
        }
    }

    private TraceReport ended(String script) throws Exception {
        Command command = Command.of("sh", "-c", script).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.none(), Stdio.none());
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            return trace.report();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "exit 1", "exit 255", "kill -TERM $$", "kill -SEGV $$", "kill -KILL $$"})
    void the_command_ends_as_it_would_untraced(String script) throws Exception {
        Command command = Command.of("sh", "-c", script).withDirectory(folder);
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            Execution execution = trace.waitFor();
            TraceReport report = trace.report();
            String[] words = script.split(" ");
            Integer code = words[0].equals("exit") ? Integer.valueOf(words[1]) : null;
            assertThat(report.exitCode()).isEqualTo(code);
            assertThat(report.signal() == null ? 0 : report.signal()).isEqualTo(execution.signal());
            assertThat(execution.exitCode()).isEqualTo(code == null ? -1 : code);
        }
    }

    /** The other JVM of the next test. Arguments: the tracer's name, and a file for the process id of the command. */
    static final class TracesForever {
        public static void main(String[] arguments) throws Exception {
            try (Tracer tracer = new Tracers().open(arguments[0]).orElseThrow();
                    Trace trace = tracer.trace(TraceRequest.of(Command.of("sleep", "1000")))) {
                Path pid = Path.of(arguments[1]);
                Files.writeString(Path.of(pid + ".tmp"), String.valueOf(trace.pid()));
                Files.move(Path.of(pid + ".tmp"), pid);
                trace.waitFor();
            }
        }
    }

    @Test
    void a_killed_jvm_leaves_no_process() throws Exception {
        Path pid = folder.resolveSibling("pid");
        Command jvm = Command.of(List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), TracesForever.class.getName(), tracer.name(), pid.toString()))
                .withStdio(Stdio.none(), Stdio.none(), Stdio.file(folder.resolveSibling("errors")));
        try (ProcessLauncher launcher = ProcessLaunchers.open(); RunningProcess running = launcher.start(jvm)) {
            while (!Files.exists(pid) && ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false)) {
                Thread.sleep(5);
            }
            Path sleep = Path.of("/proc", Files.readString(pid), "stat");
            assertThat(isRunning(sleep)).as(Files.readString(folder.resolveSibling("errors"))).isTrue();
            ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly();

            assertThat(running.waitFor().signal()).isEqualTo(9);
            for (long end = System.nanoTime() + 120_000_000_000L; isRunning(sleep);) {
                Thread.sleep(5);
                assertThat(System.nanoTime()).as("the command still runs").isLessThan(end);
            }
        }
    }

    /** A zombie that nobody waits for does not. */
    private static boolean isRunning(Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
