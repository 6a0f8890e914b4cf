package io.roarbench.tracer.ebpf.asm;

/**
 * A register. R0 holds results, R1–R5 arguments (lost at a call), R6–R9 survive calls, R10 is the read-only frame
 * pointer: the 512 bytes below it are the stack.
 */
public enum Register implements Operand {
    R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10;

    int number() {
        return ordinal();
    }

    @Override
    public String toString() {
        return "r" + ordinal();
    }
}
