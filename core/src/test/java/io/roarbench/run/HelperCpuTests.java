package io.roarbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelperCpuTests {

    @TempDir
    private Path proc;

    private void process(String id, String name, int... times) throws Exception {
        Files.createDirectories(proc.resolve(id));
        Files.writeString(proc.resolve(id).resolve("stat"), "7 (" + name + ") S 1 2 3 4 5 6 7 8 9 10 "
                + times[0] + " " + times[1] + " " + times[2] + " " + times[3] + " 20 0 1 0 99\n");
    }

    @Test
    void adds_up_this_process_and_its_helpers_with_what_they_waited_for() throws Exception {
        process("self", "java", 1, 2, 3, 4);
        process("12", "odd (name) 9", 10, 20, 30, 40);

        assertThat(new HelperCpu(proc, List.of("12")).nanos()).isEqualTo(1_100_000_000L);
    }

    @Test
    void a_helper_that_has_ended_counts_nothing() throws Exception {
        process("self", "java", 1, 0, 0, 0);

        assertThat(new HelperCpu(proc, List.of("12")).nanos()).isEqualTo(10_000_000L);
    }

    @Test
    void this_process_uses_time() throws Exception {
        assertThat(new HelperCpu().nanos()).isPositive();
    }
}
