package io.roarbench.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessCpuClockTests {

    private static final long WORK_NANOS = 30_000_000;

    @Test
    void the_time_of_a_thread_that_has_ended_stays_in_it() throws Exception {
        long pid = ProcessHandle.current().pid();
        AtomicLong used = new AtomicLong();
        Thread worker = new Thread(() -> used.set(work()));

        long before = ProcessCpuClock.nanos(pid);
        worker.start();
        worker.join();

        assertThat(ProcessCpuClock.nanos(pid) - before).isGreaterThanOrEqualTo(used.get());
        assertThat(used).hasValueGreaterThanOrEqualTo(WORK_NANOS);
    }

    /** Returns the CPU time of this thread once it has used up so much. */
    private static long work() {
        long used;
        do {
            used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        } while (used < WORK_NANOS);
        return used;
    }

    @Test
    void a_process_that_has_ended_is_an_error() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        SystemCallException error = catchThrowableOfType(SystemCallException.class,
                () -> ProcessCpuClock.nanos(ended.pid()));

        assertThat(error).hasMessageContaining("process " + ended.pid());
        assertThat(error.is(Errno.ESRCH)).isTrue();
    }
}
