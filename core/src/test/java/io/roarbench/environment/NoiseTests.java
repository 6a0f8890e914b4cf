package io.roarbench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roarbench.environment.NoiseWarning.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NoiseTests {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path root;

    @Test
    void the_difference_of_two_readings_tells_shares_and_counts() throws IOException {
        AtomicLong clock = new AtomicLong();
        MachineTree.layOut("noise-before", root);
        NoiseProbe probe = new NoiseProbe(root, clock::get);
        NoiseReading before = probe.read();
        clock.set(10 * SECOND);
        Path later = root.resolve("later");
        MachineTree.layOut("noise-after", later);
        overwrite(later, root);

        Noise noise = Noise.between(before, probe.read());

        assertThat(noise.nanos()).isEqualTo(10 * SECOND);
        assertThat(noise.stealShare()).isEqualTo(0.05, within(1e-9));
        assertThat(noise.ioWaitShare()).isEqualTo(0.10, within(1e-9));
        assertThat(noise.busyShare()).isEqualTo(0.35, within(1e-9));
        assertThat(noise.othersShare()).isEqualTo(0.2, within(1e-9));
        assertThat(noise.contextSwitchesPerSecond()).isEqualTo(500);
        assertThat(noise.cpuPressureShare()).isEqualTo(0.2, within(1e-9));
        assertThat(noise.memoryPressureShare()).isEqualTo(-1);
        assertThat(noise.thermalThrottles()).isEqualTo(4);
        assertThat(noise.groupThrottles()).isEqualTo(10);
        assertThat(noise.swappedPages()).isEqualTo(7);
        assertThat(noise.load1Before()).isEqualTo(1.5);
        assertThat(noise.load1After()).isEqualTo(2.5);
        assertThat(noise.mhzBefore()).isEqualTo(3000);
        assertThat(noise.mhzAfter()).isEqualTo(2000);
    }

    @Test
    void each_kind_of_noise_has_a_warning_with_its_figure() throws IOException {
        MachineTree.layOut("noise-before", root.resolve("a"));
        MachineTree.layOut("noise-after", root.resolve("b"));
        Noise noise = Noise.between(new NoiseProbe(root.resolve("a"), () -> 0).read(),
                new NoiseProbe(root.resolve("b"), () -> 10 * SECOND).read());

        assertThat(NoiseWarnings.of(noise)).extracting(NoiseWarning::kind).containsExactly(Kind.values());
        assertThat(NoiseWarnings.of(noise)).extracting(NoiseWarning::message).satisfiesExactly(
                steal -> assertThat(steal).contains("5.0 % of the CPU time"),
                heat -> assertThat(heat).contains("4 times"),
                quota -> assertThat(quota).contains("10 times"),
                clock -> assertThat(clock).contains("3000 MHz before and 2000 MHz after"),
                others -> assertThat(others).contains("other programs used 20 %"),
                memory -> assertThat(memory).contains("7 pages were swapped"));
    }

    @Test
    void a_quiet_machine_has_no_warning() throws IOException {
        MachineTree.layOut("noise-before", root);
        NoiseReading reading = new NoiseProbe(root, () -> 0).read();

        Noise none = Noise.between(reading, reading);

        assertThat(none.thermalThrottles()).isZero();
        assertThat(none.stealShare()).isEqualTo(-1);
        assertThat(NoiseWarnings.of(none)).isEmpty();
    }

    @Test
    void a_system_without_proc_knows_nothing_and_warns_of_nothing() {
        NoiseReading reading = new NoiseProbe(root, () -> 5).read();

        Noise noise = Noise.between(reading, reading);

        assertThat(reading).isEqualTo(new NoiseReading(5, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
        assertThat(noise).isEqualTo(new Noise(0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
        assertThat(NoiseWarnings.of(noise)).isEmpty();
    }

    @Test
    void a_kernel_that_tells_no_children_knows_no_work_of_others() throws IOException {
        MachineTree.layOut("noise-before", root);
        Files.delete(root.resolve("proc/self/task/10/children"));
        Files.delete(root.resolve("proc/self/task/11/children"));

        assertThat(new NoiseProbe(root, () -> 0).read().ownTicks()).isEqualTo(-1);
    }

    @Test
    void a_child_that_has_ended_meanwhile_adds_nothing() throws IOException {
        MachineTree.layOut("noise-before", root);
        Files.writeString(root.resolve("proc/self/task/11/children"), "20 4711 ");

        assertThat(new NoiseProbe(root, () -> 0).read().ownTicks()).isEqualTo(150);
    }

    @Test
    void a_counter_that_goes_back_a_little_counts_as_no_growth() {
        NoiseReading before = new NoiseReading(0, 1000, 500, 50, 0, -1, 10, -1, -1, -1, -1, -1, -1, -1, -1);
        NoiseReading after = new NoiseReading(SECOND, 1100, 499, 49, 0, -1, 10, -1, -1, -1, -1, -1, -1, -1, -1);

        Noise noise = Noise.between(before, after);

        assertThat(noise.ioWaitShare()).isZero();
        assertThat(noise.busyShare()).isEqualTo(1);
    }

    @Test
    void readings_in_the_wrong_order_are_an_error() throws IOException {
        MachineTree.layOut("noise-before", root);
        NoiseReading late = new NoiseProbe(root, () -> 7).read();
        NoiseReading early = new NoiseProbe(root, () -> 3).read();

        assertThatThrownBy(() -> Noise.between(late, early)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 ns older");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void this_machine_shows_growing_counters() throws IOException {
        NoiseProbe probe = NoiseProbe.ofThisMachine();
        NoiseReading before = probe.read();
        NoiseReading after = probe.read();
        Noise noise = Noise.between(before, after);
        ObjectMapper json = new ObjectMapper();

        assertThat(before.contextSwitches()).isPositive();
        assertThat(before.totalTicks()).isPositive();
        assertThat(before.ownTicks()).isPositive();
        assertThat(after.contextSwitches()).isGreaterThanOrEqualTo(before.contextSwitches());
        assertThat(json.readValue(json.writeValueAsString(noise), Noise.class)).isEqualTo(noise);
    }

    private static void overwrite(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(to.resolve(from.relativize(file)), Files.readAllBytes(file));
            }
        }
    }
}
