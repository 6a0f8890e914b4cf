package io.roarbench.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CpuAffinityTests {

    private BitSet allowed;

    @BeforeEach
    void remember() throws SystemCallException {
        allowed = CpuAffinity.ofCallingThread();
    }

    @AfterEach
    void restore() throws SystemCallException {
        CpuAffinity.setCallingThread(allowed);
    }

    @Test
    void agrees_with_the_kernels_own_list() throws IOException {
        assertThat(allowed.isEmpty()).isFalse();
        assertThat(cpusAllowedList()).isEqualTo(list(allowed));
    }

    @Test
    void confines_the_calling_thread_to_one_cpu_and_back() throws IOException {
        BitSet last = new BitSet();
        last.set(allowed.length() - 1);

        CpuAffinity.setCallingThread(last);

        assertThat(CpuAffinity.ofCallingThread()).isEqualTo(last);
        assertThat(cpusAllowedList()).isEqualTo(list(last));
    }

    @Test
    void another_thread_keeps_its_cpus() throws IOException {
        BitSet last = new BitSet();
        last.set(allowed.length() - 1);
        int mainThread = (int) ProcessHandle.current().pid();
        BitSet before = CpuAffinity.of(mainThread);

        CpuAffinity.setCallingThread(last);

        assertThat(CpuAffinity.of(mainThread)).isEqualTo(before);
    }

    @Test
    void cpus_that_do_not_exist_are_an_error_that_names_them() {
        BitSet none = new BitSet();
        none.set(1000);

        SystemCallException error = catchThrowableOfType(SystemCallException.class,
                () -> CpuAffinity.setCallingThread(none));

        assertThat(error.is(Errno.EINVAL)).isTrue();
        assertThat(error).hasMessageContaining("{1000}");
    }

    @Test
    void a_process_that_does_not_exist_is_an_error() {
        SystemCallException error = catchThrowableOfType(SystemCallException.class,
                () -> CpuAffinity.of(Integer.MAX_VALUE));

        assertThat(error.is(Errno.ESRCH)).isTrue();
        assertThat(error).hasMessageContaining("process 2147483647");
    }

    private static String cpusAllowedList() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElseThrow();
    }

    /** The kernel's notation: 0-3,8. */
    private static String list(BitSet cpus) {
        StringBuilder text = new StringBuilder();
        for (int from = cpus.nextSetBit(0); from >= 0; ) {
            int to = cpus.nextClearBit(from) - 1;
            text.append(text.isEmpty() ? "" : ",").append(from == to ? "" + from : from + "-" + to);
            from = cpus.nextSetBit(to + 1);
        }
        return text.toString();
    }
}
