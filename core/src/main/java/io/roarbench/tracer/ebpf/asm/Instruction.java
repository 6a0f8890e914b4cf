package io.roarbench.tracer.ebpf.asm;

/** One instruction; its text form is the one the kernel's verifier prints. */
public sealed interface Instruction {

    /** How many 8-byte slots it takes: 1, 2 for 64-bit constants, 0 for a label. */
    default int slots() {
        return 1;
    }

    /** Arithmetic on 64 bits, or on 32 with the upper half cleared. */
    record Alu(AluOp op, boolean wide, Register dst, Operand src) implements Instruction {
        @Override
        public String toString() {
            return (wide ? "" : "(u32) ") + dst + " " + op.sign() + " " + src;
        }
    }

    /** {@code dst = *(size *)(base + offset)}. */
    record Load(Size size, Register dst, Register base, int offset) implements Instruction {
        @Override
        public String toString() {
            return dst + " = " + memory(size, base, offset);
        }
    }

    /** {@code *(size *)(base + offset) = src}. */
    record Store(Size size, Register base, int offset, Operand src) implements Instruction {
        @Override
        public String toString() {
            return memory(size, base, offset) + " = " + src;
        }
    }

    /** An atomic operation on 4 or 8 bytes of memory. */
    record Atomic(AtomicOp op, Size size, Register base, int offset, Register src) implements Instruction {

        /** Only words and doubles have atomics. */
        public Atomic {
            if (size != Size.WORD && size != Size.DOUBLE) {
                throw new IllegalArgumentException("no atomic " + op + " of " + size);
            }
        }

        @Override
        public String toString() {
            return "lock " + op + " " + memory(size, base, offset) + ", " + src;
        }
    }

    /** A 64-bit constant. */
    record LoadConstant(Register dst, long value) implements Instruction {
        @Override
        public int slots() {
            return 2;
        }

        @Override
        public String toString() {
            return dst + " = " + value + " ll";
        }
    }

    /** The address of a map, by the name it has in the set of maps that the program is loaded with. */
    record LoadMap(Register dst, String map) implements Instruction {
        @Override
        public int slots() {
            return 2;
        }

        @Override
        public String toString() {
            return dst + " = map " + map;
        }
    }

    /** Goto. */
    record Jump(Label target) implements Instruction {
        @Override
        public String toString() {
            return "goto " + target;
        }
    }

    /** Goto if the comparison holds; it is of 64 bits, or of the lower 32. */
    record JumpIf(Condition condition, boolean wide, Register left, Operand right, Label target) implements Instruction {
        @Override
        public String toString() {
            return "if " + (wide ? "" : "(u32) ") + left + " " + condition.sign() + " " + right + " goto " + target;
        }
    }

    /** Calls a kernel function. */
    record Call(HelperFunction function) implements Instruction {
        @Override
        public String toString() {
            return "call " + function.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Calls one of the kernel's own functions that programs may call ("kfunc"), by its number among the kernel's types. */
    record CallKernel(int function) implements Instruction {
        @Override
        public String toString() {
            return "call kernel#" + function;
        }
    }

    /** Returns R0. */
    record Exit() implements Instruction {
        @Override
        public String toString() {
            return "exit";
        }
    }

    /** A label's place. */
    record Place(Label label) implements Instruction {
        @Override
        public int slots() {
            return 0;
        }

        @Override
        public String toString() {
            return label + ":";
        }
    }

    private static String memory(Size size, Register base, int offset) {
        return "*(" + size + " *)(" + base + " " + (offset < 0 ? "- " + -offset : "+ " + offset) + ")";
    }
}
