package io.roarbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.NativeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcessLauncherTests {

    enum Kind {
        FORK_SERVER, POSIX_SPAWN
    }

    @TempDir
    private Path folder;
    private ProcessLauncher launcher;

    private ProcessLauncher open(Kind kind) throws IOException {
        if (kind == Kind.POSIX_SPAWN) {
            launcher = new PosixSpawnLauncher();
        } else {
            Optional<ForkServerLauncher> server = ForkServerLauncher.open();
            assumeTrue(server.isPresent(), () -> "the C launcher is " + NativeFiles.status());
            launcher = server.get();
        }
        return launcher;
    }

    @AfterEach
    void close() {
        if (launcher != null) {
            launcher.close();
        }
    }

    private Execution sh(Kind kind, String script) throws IOException, InterruptedException {
        return open(kind).run(Command.of("sh", "-c", script).withStdio(Stdio.none(), Stdio.file(folder.resolve("out")),
                Stdio.file(folder.resolve("err"))));
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    @ParameterizedTest
    @EnumSource
    void reports_the_exit_code(Kind kind) throws Exception {
        assertThat(sh(kind, "exit 42").exitCode()).isEqualTo(42);
        assertThat(launcher.run(Command.of("true")).succeeded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void reports_the_signal(Kind kind) throws Exception {
        Execution execution = sh(kind, "kill -SEGV $$");

        assertThat(execution.signal()).isEqualTo(11);
        assertThat(execution.exitCode()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void gives_arguments_environment_and_directory_exactly(Kind kind) throws Exception {
        Command command = Command.of("sh", "-c", "printf '%s|' \"$@\"; echo; env; pwd", "sh", "a b", "", "ü\n'\"")
                .withEnvironment(Map.of("PATH", System.getenv("PATH"), "X", "1 = 2")).withDirectory(folder)
                .withStdio(Stdio.none(), Stdio.file(folder.resolve("out")), Stdio.none());
        open(kind).run(command);

        assertThat(out()).startsWith("a b||ü\n'\"|").contains("X=1 = 2\n").endsWith(folder.toRealPath() + "\n");
        assertThat(out().lines().filter(line -> line.matches("[A-Z]+=.*")).map(line -> line.replaceAll("=.*", "")))
                .containsExactlyInAnyOrder("PATH", "X", "PWD");
    }

    @ParameterizedTest
    @EnumSource
    void wires_the_standard_descriptors_and_no_others(Kind kind) throws Exception {
        Files.writeString(folder.resolve("in"), "hello");
        Command command = Command.of("sh", "-c", "cat; echo error >&2; ls /proc/self/fd")
                .withStdio(Stdio.file(folder.resolve("in")), Stdio.append(folder.resolve("out")),
                        Stdio.file(folder.resolve("err")));
        open(kind).run(command);
        launcher.run(command);

        assertThat(out()).isEqualTo("hello0\n1\n2\n3\nhello0\n1\n2\n3\n");
        assertThat(Files.readString(folder.resolve("err"))).isEqualTo("error\n");
    }

    @ParameterizedTest
    @EnumSource
    void passes_a_descriptor_of_the_jvm(Kind kind) throws Exception {
        int fd = ProcessCalls.open((folder.resolve("out") + "\0").getBytes(), 0101, 0644);
        open(kind).run(Command.of("echo", "x").withStdio(Stdio.none(), Stdio.descriptor(fd), Stdio.none()));
        launcher.run(Command.of("echo", "y").withStdio(Stdio.none(), Stdio.descriptor(fd), Stdio.none()));
        ProcessCalls.close(fd);

        assertThat(out()).as("one open file, one position").isEqualTo("x\ny\n");
    }

    @ParameterizedTest
    @EnumSource
    void has_no_signal_blocked_or_ignored(Kind kind) throws Exception {
        sh(kind, "grep -E 'Sig(Blk|Ign)' /proc/self/status");

        assertThat(out()).isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    @ParameterizedTest
    @EnumSource
    void measures_time_and_memory(Kind kind) throws Exception {
        Execution execution = sh(kind, "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");

        assertThat(execution.userNanos()).isPositive().isLessThan(execution.wallNanos() + 20_000_000);
        assertThat(execution.startNanos()).isLessThan(System.nanoTime());
        assertThat(execution.minorFaults()).isPositive();
        if (kind == Kind.FORK_SERVER) {
            assertThat(execution.maxRssBytes()).as("a shell, not a JVM").isBetween(500_000L, 8_000_000L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ends_a_command_that_takes_too_long(Kind kind) throws Exception {
        Command command = Command.of("sh", "-c", "sleep 100 & sleep 100")
                .withTimeout(Duration.ofMillis(50), Duration.ofSeconds(5));
        Execution execution = open(kind).run(command);

        assertThat(execution.timedOut()).isTrue();
        assertThat(execution.signal()).isEqualTo(15);
    }

    @ParameterizedTest
    @EnumSource
    void kills_a_command_that_ignores_the_timeout(Kind kind) throws Exception {
        Command command = Command.of("sh", "-c", "trap '' TERM; while :; do sleep 0.01; done")
                .withTimeout(Duration.ofMillis(50), Duration.ofMillis(50));

        assertThat(open(kind).run(command).signal()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    void says_why_a_command_cannot_start(Kind kind) throws Exception {
        ProcessLauncher opened = open(kind);

        assertThatThrownBy(() -> opened.start(Command.of("no-such-program")))
                .isInstanceOf(IOException.class).hasMessageContaining("no-such-program");
        assertThatThrownBy(() -> opened.start(Command.of("true").withDirectory(Path.of("/no/such/folder"))))
                .isInstanceOf(IOException.class).hasMessageContaining("No such file");
    }

    @ParameterizedTest
    @EnumSource
    void signals_reach_the_whole_group(Kind kind) throws Exception {
        try (RunningProcess process = open(kind).start(Command.of("sh", "-c", "sleep 100; true"))) {
            process.signal(15);

            assertThat(process.waitFor().signal()).isEqualTo(15);
        }
    }

    @ParameterizedTest
    @EnumSource
    void runs_many_at_once(Kind kind) throws Exception {
        open(kind);
        List<RunningProcess> processes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            processes.add(launcher.start(Command.of("sh", "-c", "exit " + i)));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(processes.get(i).waitFor().exitCode()).isEqualTo(i);
        }
    }

    @Test
    void the_fork_server_takes_its_commands_down_with_it() throws Exception {
        open(Kind.FORK_SERVER);
        RunningProcess process = launcher.start(Command.of("sleep", "100"));
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        launcher.close();

        assertThatThrownBy(process::waitFor).isInstanceOf(IOException.class);
        assertThat(handle.map(h -> h.onExit().join().isAlive()).orElse(false)).isFalse();
    }
}
