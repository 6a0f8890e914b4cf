package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyscallTests {

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void numbers_are_distinct_and_fit_the_table(Architecture architecture) {
        List<Integer> numbers = Arrays.stream(Syscall.values()).map(syscall -> syscall.number(architecture))
                .filter(number -> number >= 0).toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number < Layout.SYSCALL_LIMIT);
        assertThat(numbers.size()).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource(Syscall.class)
    void handling_survives_packing(Syscall syscall) {
        Handling handling = syscall.handling();
        long packed = handling.packed();

        assertThat(packed & 0xff).isEqualTo(handling.action().code());
        assertThat(packed >> Handling.PATH_1_SHIFT & 7).isEqualTo(handling.path1());
        assertThat(packed >> Handling.PATH_2_SHIFT & 7).isEqualTo(handling.path2());
        assertThat(packed >> Handling.PAYLOAD_SHIFT & 7).isEqualTo(handling.payload());
        assertThat(packed >> Handling.PAYLOAD_BYTES_SHIFT & 63).isEqualTo(handling.payloadBytes())
                .isLessThanOrEqualTo(32);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void the_system_call_program_fits_the_stack_of_every_architecture(Architecture architecture) {
        assertThat(architecture.windowBytes() - Snippets.SPILL_4 + 16).isLessThanOrEqualTo(512);
        assertThat(SyscallExitProgram.assemble(architecture, Optional.empty())).hasSizeGreaterThan(100);
        for (int i = 0; i < 6; i++) {
            assertThat(architecture.argument(i)).isBetween(architecture.windowStart(),
                    architecture.windowStart() + architecture.windowBytes() - 8);
        }
    }
}
