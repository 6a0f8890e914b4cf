package io.roarbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.measure.Sample;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials of real commands. */
class CommandTrialsTests {

    @TempDir
    private Path folder;
    private Workspace workspace;
    private Trials trials;

    @BeforeEach
    void open() {
        workspace = new Workspace(folder, RunListener.SILENT);
        trials = new Trials(workspace, () -> false);
    }

    @AfterEach
    void close() {
        trials.close();
        workspace.close();
    }

    private PreparedTrial prepared(Workload workload, String tracer) throws Exception {
        return trials.prepare(((CommandTrial) workload.variants().get(0).trial()).under(tracer));
    }

    private Sample measured(Workload workload, String tracer) throws Exception {
        return prepared(workload, tracer).measure();
    }

    private Sample measured(Workload workload) throws Exception {
        return measured(workload, CommandTrial.UNTRACED);
    }

    private static Workload shell(String script) {
        return Workload.of("sh", "-c", script);
    }

    @Test
    void a_trial_has_times_and_resources() throws Exception {
        PreparedTrial prepared = prepared(shell("true"), CommandTrial.UNTRACED);
        prepared.measure();
        Sample sample = prepared.measure();

        assertThat(sample.voidReason()).isEmpty();
        assertThat(sample.nanos()).isPositive();
        assertThat(sample.metrics()).containsKeys("userNanos", "systemNanos", "cpuNanos", "tracerCpuNanos", "maxRssBytes");
        assertThat(sample.metrics().get("cpuNanos"))
                .isEqualTo(sample.metrics().get("userNanos") + sample.metrics().get("systemNanos"));
    }

    @Test
    void each_trial_runs_in_a_new_folder_between_its_hooks() throws Exception {
        Path log = folder.resolve("log");
        PreparedTrial prepared = prepared(shell("test -e made && ! test -e mine && touch mine")
                .prepare("touch", "made").cleanup("sh", "-c", "pwd >> " + log), CommandTrial.UNTRACED);

        assertThat(prepared.measure().voidReason()).isEmpty();
        assertThat(prepared.measure().voidReason()).isEmpty();

        List<String> folders = Files.readAllLines(log);
        assertThat(folders).hasSize(2).doesNotHaveDuplicates().allSatisfy(f -> assertThat(Path.of(f)).doesNotExist());
    }

    @Test
    void output_environment_folder_and_exit_code_are_as_declared() throws Exception {
        Sample sample = measured(shell("echo $A; exit 3").env("A", "seven").directory(folder).output("out").expectExit(3));

        assertThat(sample.voidReason()).isEmpty();
        assertThat(folder.resolve("out")).hasContent("seven");
    }

    @Test
    void a_failing_command_is_void_and_says_why() throws Exception {
        assertThat(measured(shell("echo first >&2; echo no such luck >&2; exit 4")).voidReason())
                .isEqualTo("exit code 4 instead of 0: no such luck");
        assertThat(measured(shell("kill -9 $$")).voidReason()).startsWith("ended by signal 9");
        assertThat(measured(shell("true").prepare("false")).voidReason())
                .isEqualTo("the prepare command false failed with exit code 1");
    }

    @Test
    void a_command_that_takes_too_long_is_ended() throws Exception {
        assertThat(measured(Workload.of("sleep", "60").timeout(Duration.ofMillis(50))).voidReason())
                .startsWith("timed out after 50 ms");
    }

    @Test
    void a_command_that_timed_out_is_not_tried_again() throws Exception {
        PreparedTrial prepared = prepared(Workload.of("sleep", "60").timeout(Duration.ofMillis(50)), CommandTrial.UNTRACED);
        prepared.measure();

        assertThatThrownBy(prepared::measure).isInstanceOf(UnavailableException.class).hasMessage("timed out after 50 ms");
    }

    @Test
    void what_a_command_leaves_running_ends_with_its_time_limit() throws Exception {
        Path pid = folder.resolve("pid");
        Workload slow = shell("sleep 600 & echo $! > " + pid + "; wait").timeout(Duration.ofMillis(300));

        assertThat(measured(slow, "external: env {command}").voidReason()).startsWith("timed out after 300 ms");

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(p -> p.onExit().join());
    }

    @Test
    void the_terminal_is_out_of_reach_and_a_command_that_wants_it_fails_at_once() throws Exception {
        Path helper = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(helper), "needs script(1), which makes a terminal");
        String command = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' '" + ReadsTerminal.class.getName() + "'";
        Process process = new ProcessBuilder(helper.toString(), "-qec", command, "/dev/null").redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(output).contains("a terminal here; exit code ").contains("/dev/tty").doesNotContain("timed out");
    }

    /** Measures a command that reads from the terminal, in a process that has one. */
    static final class ReadsTerminal {

        private ReadsTerminal() {
        }

        public static void main(String[] args) throws Exception {
            Path folder = Files.createTempDirectory("reads-terminal-");
            try (Workspace workspace = new Workspace(folder, RunListener.SILENT);
                    Trials trials = new Trials(workspace, () -> false)) {
                Workload reads = shell("read line < /dev/tty").timeout(Duration.ofSeconds(20));
                System.out.println((Files.isReadable(Path.of("/dev/tty")) && System.console() != null ? "a" : "no")
                        + " terminal here; " + trials.prepare(reads.variants().get(0).trial()).measure().voidReason());
            }
            Files.deleteIfExists(folder);
        }
    }

    @Test
    void setup_says_how_commands_run() throws Exception {
        PreparedTrial prepared = prepared(shell("true"), CommandTrial.UNTRACED);

        assertThat(prepared.setup().get("commands")).contains("output to /dev/null, in a new folder each, each right after a run of true, file system synced before it if");
        assertThat(prepared.setup().get("page cache")).startsWith("warm");
        assertThat(prepared.setup().get("spawn cost")).matches("a program that does nothing \\(true\\) takes [0-9.]+ ms, .*");
    }

    @ParameterizedTest
    @CsvSource({"ptrace, (none|same) .*", "ptrace same, same .*", "ptrace fdpos none, none .*"})
    void ptrace_runs_where_it_is_told_and_setup_says_where(String tracer, String where) throws Exception {
        PreparedTrial prepared = preparedWhereItRuns(shell("true"), tracer);

        assertThat(prepared.measure().voidReason()).isEmpty();

        assertThat(prepared.setup().get("placement of " + tracer)).matches(where);
    }

    @Test
    void setup_says_no_placement_of_a_tracer_that_has_no_choice() throws Exception {
        PreparedTrial prepared = preparedWhereItRuns(shell("true"), "preload");

        assertThat(prepared.measure().voidReason()).isEmpty();

        assertThat(prepared.setup()).doesNotContainKey("placement of preload");
    }

    private PreparedTrial preparedWhereItRuns(Workload workload, String tracer) throws Exception {
        try {
            return prepared(workload, tracer);
        } catch (UnavailableException e) {
            assumeTrue(false, tracer + " cannot run here: " + e.getMessage());
            throw e;
        }
    }

    @Test
    void a_description_that_fails_says_why() {
        Workload undescribed = shell("true").describe("sh", "-c", "echo no data >&2; exit 2");

        assertThatThrownBy(() -> measured(undescribed)).isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("which should describe the workload, failed: no data");
    }

    @Test
    void of_a_flood_on_standard_error_the_end_is_kept() throws Exception {
        assertThat(measured(shell("yes | head -c 30000000 >&2; echo the end >&2; exit 1")).voidReason())
                .isEqualTo("exit code 1 instead of 0: the end");
    }

    @Test
    void a_command_that_gets_nowhere_to_run_says_so() throws Exception {
        assertThat(measured(shell("true").directory(folder.resolve("none"))).voidReason()).contains("No such file or directory");
    }

    @Test
    void a_command_may_remove_the_folder_that_it_runs_in() throws Exception {
        assertThat(measured(shell("rm -r \"$PWD\"")).voidReason()).isEmpty();
    }

    @Test
    void a_command_that_reads_gets_the_end_of_the_file_not_the_terminal() throws Exception {
        assertThat(measured(Workload.of("cat")).voidReason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "ptrace", "preload", "ebpf"})
    void what_a_command_leaves_behind_is_ended_and_the_trial_void(String tracer) throws Exception {
        Path pid = folder.resolve("pid");
        Workload daemon = shell("setsid sh -c 'echo $$ > " + pid + "; exec sleep 600' > /dev/null 2>&1 & "
                + "while ! test -s " + pid + "; do sleep 0.01; done");
        PreparedTrial prepared = preparedWhereItRuns(daemon, tracer);

        assertThat(prepared.measure().voidReason()).startsWith("it left processes behind, which were ended: sleep");

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(p -> p.onExit().join());
    }

    @Test
    void a_program_or_tracer_that_is_not_there_is_unavailable() {
        assertThatThrownBy(() -> measured(Workload.of("no-such-program")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("cannot start no-such-program: it is in no folder of the command's PATH");
        assertThatThrownBy(() -> measured(shell("true"), "external: no-such-tracer {command}"))
                .isInstanceOf(UnavailableException.class).hasMessageContaining("cannot start no-such-tracer");
        assertThatThrownBy(() -> measured(shell("true"), "dtrace"))
                .isInstanceOf(UnavailableException.class).hasMessageContaining("the tracer 'dtrace' is not part of this version");
        assertThatThrownBy(() -> measured(shell("true"), "ptrace sane"))
                .isInstanceOf(UnavailableException.class).hasMessageContaining("'sane' is none of exact, fdpos, same, none");
    }

    @Test
    void the_identity_tracer_runs_the_command() throws Exception {
        assertThat(measured(shell("exit 5").expectExit(5), "external: {command}").voidReason()).isEmpty();
    }

    @Test
    void each_trial_of_an_external_tracer_finds_no_trace_of_the_one_before() throws Exception {
        Path tracer = Files.writeString(folder.resolve("tracer"), "#!/bin/sh\nset -C\necho x > $1 || exit 9\nshift\nexec \"$@\"\n");
        Files.setPosixFilePermissions(tracer, PosixFilePermissions.fromString("rwx------"));
        PreparedTrial prepared = prepared(shell("true"), "external: " + tracer + " {trace} {command}");

        assertThat(prepared.measure().voidReason()).isEmpty();
        assertThat(prepared.measure().voidReason()).isEmpty();
    }

    @Test
    void a_shim_is_resolved_where_python_is_named_and_run_where_its_path_is_given() throws Exception {
        Path real = List.of(Path.of("/usr/bin/python3"), Path.of("/usr/local/bin/python3")).stream()
                .filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(real != null, "needs python3");
        Path shim = Files.writeString(folder.resolve("python3"), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
        String path = folder + ":" + System.getenv("PATH");

        PreparedTrial named = prepared(Workload.of("python3", "-c", "pass").env("PATH", path), CommandTrial.UNTRACED);
        PreparedTrial given = prepared(Workload.of(shim.toString(), "-c", "pass"), CommandTrial.UNTRACED);

        assertThat(named.setup().get("interpreter"))
                .matches("Python 3\\S+ \\(\\S+\\), called directly instead of through a version manager's shim");
        assertThat(given.setup().get("interpreter")).matches("Python 3\\S+ \\(\\S+\\), through the script python3");
        assertThat(named.measure().voidReason()).isEmpty();
    }

    /** cachestat(2) tells which pages of a file are still to be written; Linux 6.5. */
    private static final String STILL_TO_BE_WRITTEN = """
            import ctypes, os, sys
            libc = ctypes.CDLL(None, use_errno=True)
            fd = os.open(sys.argv[1], os.O_RDONLY)
            span, answer = (ctypes.c_uint64 * 2)(0, 0), (ctypes.c_uint64 * 5)()
            if libc.syscall(451, fd, span, answer, 0) != 0: sys.exit(77)
            sys.exit(9 if answer[1] + answer[2] else 0)
            """;

    @Test
    void what_was_written_before_a_trial_is_on_disk_when_it_begins() throws Exception {
        Path script = Files.writeString(folder.resolve("dirty.py"), STILL_TO_BE_WRITTEN);
        Workload writes = Workload.of("python3", script.toString(), "big")
                .prepare("dd", "if=/dev/zero", "of=big", "bs=1M", "count=64");

        String reason = measured(writes).voidReason();

        assumeTrue(!reason.contains("exit code 77"), "this kernel has no cachestat(2)");
        assertThat(reason).isEmpty();
    }

    @Test
    void a_full_disk_is_a_void_trial_that_says_so() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting a small tmpfs needs root");
        int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", full.toString()).start().waitFor();
        assumeTrue(mounted == 0, "no tmpfs can be mounted here");
        try {
            Sample sample = measured(Workload.of("dd", "if=/dev/zero", "of=big", "bs=64k", "count=64").env("LC_ALL", "C")
                    .directory(full));

            assertThat(sample.voidReason()).startsWith("exit code 1 instead of 0: ");
            assertThat(measured(Workload.of("true")).voidReason()).isEmpty();
        } finally {
            new ProcessBuilder("umount", full.toString()).start().waitFor();
        }
    }
}
