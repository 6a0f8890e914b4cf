package io.roarbench.tracer.ebpf;

import java.util.Optional;

/**
 * Where {@code struct pt_regs} holds what (arch/x86/include/asm/ptrace.h, arch/arm64/include/asm/ptrace.h), and how a system call of
 * another convention shows. All offsets in bytes; 8 bytes each but where said.
 */
enum Architecture {
    /** From r10 to sp. */
    X86_64(56, 104, new int[] {112, 104, 96, 56, 72, 64}, 120, 152),
    /** From x0 to syscallno (4 bytes). Argument 0 is overwritten by the result; its original is in orig_x0. */
    AARCH64(0, 288, new int[] {272, 8, 16, 24, 32, 40}, 280, 248);

    /** x86: code segment of 64-bit user code. */
    static final int X86_USER_CS = 0x33;
    static final int X86_CS = 136;
    static final int X86_CX = 88;
    static final int X86_IP = 128;
    /** x86: {@code thread_info.status} in {@code task_struct} since Linux 5.11, and its bit for 32-bit system calls. */
    static final int X86_STATUS = 16;
    static final int X86_TS_COMPAT = 2;
    /** x86: bit of the numbers of the x32 convention. */
    static final int X32_BIT = 0x40000000;
    /** aarch64: processor state, and its bit for 32-bit user code. */
    static final int ARM_PSTATE = 264;
    static final int ARM_MODE32_BIT = 0x10;

    private final int windowStart;
    private final int windowBytes;
    private final int[] arguments;
    private final int number;
    private final int stackPointer;

    Architecture(int windowStart, int windowBytes, int[] arguments, int number, int stackPointer) {
        this.windowStart = windowStart;
        this.windowBytes = windowBytes;
        this.arguments = arguments;
        this.number = number;
        this.stackPointer = stackPointer;
    }

    /** This JVM's; empty if there is no table for it. */
    static Optional<Architecture> here() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }

    /** The part of pt_regs that is copied. */
    int windowStart() {
        return windowStart;
    }

    int windowBytes() {
        return windowBytes;
    }

    int argument(int index) {
        return arguments[index];
    }

    int number() {
        return number;
    }

    int stackPointer() {
        return stackPointer;
    }
}
