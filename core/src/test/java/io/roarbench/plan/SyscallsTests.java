package io.roarbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.measure.RoundPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyscallsTests {

    private static final RoundPolicy POLICY = new RoundPolicy(6, 6, 0, Duration.ofMinutes(1), 0);

    @Test
    void every_way_runs_at_every_count_and_the_baseline_once_more() {
        Experiment experiment = Syscalls.of("read", 0, 1, 2, 4).tracers("ptrace").beside("ebpf").experiment("reads", POLICY);

        assertThat(experiment.variants()).extracting(Variant::name).containsExactly(
                "baseline ×0", "baseline ×1", "baseline ×2", "baseline ×4", "ptrace ×0", "ptrace ×1", "ptrace ×2", "ptrace ×4",
                "beside: ebpf ×0", "beside: ebpf ×1", "beside: ebpf ×2", "beside: ebpf ×4",
                "control ×0", "control ×1", "control ×2", "control ×4");
        assertThat(experiment.again("baseline ×2")).get().extracting(Variant::name).isEqualTo("control ×2");
        assertThat(experiment.again("ptrace ×2")).isEmpty();
        assertThat(((CommandTrial) experiment.variants().get(6).trial()).command()).containsExactly("roar-probe", "read", "2");
    }

    @Test
    void a_cost_is_per_call_not_per_loop() {
        Cell.PerEvent cost = Syscalls.of("open-read-close", 0, 1, 2, 4).cost("mix", "ptrace");

        assertThat(cost.eventsPerLoop()).isEqualTo(3);
        assertThat(cost.of().get(3)).isEqualTo(SeriesId.parse("mix/ptrace ×4"));
        assertThat(cost.baselines()).hasSize(4);
    }

    @Test
    void fewer_than_four_counts_tell_no_slope() {
        assertThatThrownBy(() -> Syscalls.of("read", 0, 1, 2, 2)).hasMessageContaining("four different");
        assertThatThrownBy(() -> Syscalls.of("reed", 0, 1, 2, 4)).hasMessageStartingWith("unknown kind of system call 'reed'");
        assertThat(Syscalls.kinds()).isSorted().containsAll(List.of("read", "write", "pread", "fstat", "mmap", "rename"));
    }
}
