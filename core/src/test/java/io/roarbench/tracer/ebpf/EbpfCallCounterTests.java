package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of programs that make a known number of calls. */
class EbpfCallCounterTests {

    private static final EbpfCallCounter COUNTER = new EbpfCallCounter();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsTheKernel() {
        Check check = COUNTER.check();
        Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
    }

    @ParameterizedTest
    @CsvSource({"open-close,OPEN", "open-close,DESCRIPTOR", "open-missing,OPEN_FAILED", "dup-close,DESCRIPTOR", "pread,READ",
        "write,WRITE", "fstat,OTHER", "mmap,MAP", "rename,NAME", "fork-exit,FORK", "thread,THREAD", "exec,EXEC"})
    void a_thousand_more_rounds_are_a_thousand_more_calls(String loop, CallKind kind) throws Exception {
        int calls = loop.equals("dup-close") ? 2 : 1;

        long few = probe(loop, 10).of(kind);
        long many = probe(loop, 1010).of(kind);

        assertThat(many - few).isEqualTo(1000L * calls);
    }

    @Test
    void what_descendants_do_is_counted_and_what_others_do_is_not() throws Exception {
        Process other = new ProcessBuilder("sh", "-c", "while :; do : < /dev/null; done").start();
        try {
            CallCounts counts = COUNTER.count(command("sh", "-c", "(cat /etc/hostname | cat); /bin/echo done"));

            assertThat(counts.execution().succeeded()).isTrue();
            assertThat(counts.of(CallKind.EXEC)).isEqualTo(4);
            assertThat(counts.of(CallKind.FORK)).isBetween(3L, 4L);
            assertThat(counts.of(CallKind.OPEN)).isLessThan(100);
            assertThat(counts.programs()).anyMatch(p -> p.endsWith("/cat")).contains("/bin/echo");
            assertThat(counts.caveats()).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void two_commands_in_a_row_count_the_same() throws Exception {
        assertThat(COUNTER.count(command("true")).calls()).isEqualTo(COUNTER.count(command("true")).calls());
    }

    private CallCounts probe(String loop, int rounds) throws Exception {
        Optional<Path> probe = NativeFiles.find("roar-probe");
        Assumptions.assumeTrue(probe.isPresent(), "the probe program was not built");
        return COUNTER.count(command(probe.get().toString(), loop, Integer.toString(rounds)));
    }

    private Command command(String... words) {
        return Command.of(words).withDirectory(folder);
    }
}
