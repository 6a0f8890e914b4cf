package io.roarbench.tracer.ebpf.asm;

/** The second operand of arithmetic and jumps: a register or a constant. */
public sealed interface Operand permits Register, Operand.Immediate {

    /** A constant; sign-extended to 64 bits where the operation is 64 bits wide. */
    static Immediate imm(int value) {
        return new Immediate(value);
    }

    /**
     * A constant.
     *
     * @param value sign-extended by 64-bit operations
     */
    record Immediate(int value) implements Operand {

        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }
}
