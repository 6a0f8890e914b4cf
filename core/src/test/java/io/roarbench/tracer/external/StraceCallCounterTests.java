package io.roarbench.tracer.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StraceCallCounterTests {

    private static final Execution ENDED = new Execution(1, 0, 0, false, 0, 1, 1, 1, 1, 0, 0, 0, 0, "fork-server");

    private static CallCounts counted(String... lines) throws Exception {
        return StraceCallCounter.counted(new BufferedReader(new StringReader(String.join("\n", lines))), ENDED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '%', value = {
        "7 openat(AT_FDCWD, \"/a\", O_RDONLY) = 3                                              % OPEN",
        "7 openat(AT_FDCWD, \"/none\", O_RDONLY) = -1 ENOENT (No such file or directory)       % OPEN_FAILED",
        "close(3)                                = 0                                           % DESCRIPTOR",
        "7 fcntl(1, F_DUPFD_CLOEXEC, 10)         = 10                                          % DESCRIPTOR",
        "7 fcntl(1, F_GETFL)                     = 0x8002 (flags O_RDWR|O_LARGEFILE)           % OTHER",
        "7 pread64(3, \"\"..., 784, 64)          = 784                                         % READ",
        "7 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0    % OTHER",
        "7 mmap(0x7f, 8192, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0x2000) = 0x7f            % MAP",
        "7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7) = 8   % FORK",
        "7 clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD|CLONE_SYSVSEM}, 88) = 9                % THREAD",
        "7 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD}, 88) = 9                   % OTHER",
        "7 vfork()                               = 9                                           % OTHER",
        "7 execve(\"/bin/cat\", [\"cat\"], 0x7ffe /* 8 vars */) = 0                            % EXEC",
        "7 execve(\"/usr/local/bin/cat\", [\"cat\"], 0x7 /* 8 vars */) = -1 ENOENT (No such)   % OTHER",
        "7 rename(\"a\", \"b = c\")                  = 0                                       % NAME"})
    void each_call_is_of_one_kind(String line, CallKind kind) throws Exception {
        CallCounts counts = counted(line.strip());

        assertThat(counts.of(kind)).isEqualTo(1);
        assertThat(counts.total()).isEqualTo(1);
    }

    @Test
    void a_call_in_two_lines_is_one_and_what_never_returned_is_none() throws Exception {
        CallCounts counts = counted(
                "7 read(0,  <unfinished ...>",
                "8 write(1, \"\"..., 1 <unfinished ...>",
                "7 <... read resumed>\"\"..., 10)          = 0",
                "8 +++ killed by SIGKILL +++",
                "7 +++ exited with 0 +++");

        assertThat(counts.of(CallKind.READ)).isEqualTo(1);
        assertThat(counts.total()).isEqualTo(1);
    }

    @Test
    void programs_and_what_nobody_sees_are_noted() throws Exception {
        CallCounts counts = counted("7 execve(\"./run\", [\"./run\"], 0x7 /* 8 vars */) = 0",
                "7 io_uring_setup(8, {flags=0}) = 3", "7 io_submit(0x7, 1, [{aio_data=0}]) = 1");

        assertThat(counts.programs()).containsExactly("./run");
        assertThat(counts.blindSpots()).containsExactlyInAnyOrder(IncompleteReason.IO_URING, IncompleteReason.KERNEL_AIO);
    }

    @Test
    void a_command_is_counted_with_its_descendants(@TempDir Path folder) throws Exception {
        StraceCallCounter counter = new StraceCallCounter();
        Assumptions.assumeTrue(counter.check().ok(), "strace is not installed");

        CallCounts counts = counter.count(Command.of("sh", "-c", "cat /etc/passwd | cat > copy; exit 3").withDirectory(folder));

        assertThat(counts.execution().exitCode()).isEqualTo(3);
        assertThat(counts.of(CallKind.EXEC)).isEqualTo(3);
        assertThat(counts.of(CallKind.WRITE)).isGreaterThanOrEqualTo(2);
        assertThat(counts.programs()).anyMatch(program -> program.endsWith("/cat"));
    }
}
