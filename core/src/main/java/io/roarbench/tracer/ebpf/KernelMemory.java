package io.roarbench.tracer.ebpf;

import static io.roarbench.tracer.ebpf.asm.Register.R0;
import static io.roarbench.tracer.ebpf.asm.Register.R1;
import static io.roarbench.tracer.ebpf.asm.Register.R10;
import static io.roarbench.tracer.ebpf.asm.Register.R2;
import static io.roarbench.tracer.ebpf.asm.Register.R3;

import io.roarbench.tracer.ebpf.KernelOffsets.WordLoads;
import io.roarbench.tracer.ebpf.asm.AluOp;
import io.roarbench.tracer.ebpf.asm.Assembler;
import io.roarbench.tracer.ebpf.asm.Condition;
import io.roarbench.tracer.ebpf.asm.HelperFunction;
import io.roarbench.tracer.ebpf.asm.Label;
import io.roarbench.tracer.ebpf.asm.Register;
import io.roarbench.tracer.ebpf.asm.Size;
import java.util.Optional;

/**
 * How a program reads memory of the kernel at any address: by loads, where the kernel lets it (a ns each), else by a helper that copies it
 * to the stack (tens of ns).
 */
final class KernelMemory {

    private final Assembler code;
    private final Optional<WordLoads> words;
    private final int room;

    /** @param room offset from the frame pointer of as many bytes as are seen at most at a time */
    KernelMemory(Assembler code, Optional<WordLoads> words, int room) {
        this.code = code;
        this.words = words;
        this.room = room;
    }

    /** What {@link #see} has made loadable: {@code bytes} from {@code base + offset}. */
    record Seen(Assembler code, Register base, int offset) {

        /** {@code dst} = what lies {@code at} bytes from its start, aligned to its size. */
        void load(Size size, Register dst, int at) {
            code.load(size, dst, base, offset + at);
        }
    }

    /**
     * Makes memory at {@code base + offset} loadable until the next call of anything. R0–R5 are lost. Where loads are possible memory that
     * is not there reads as 0.
     *
     * @param failed where to go if it is known not to be there
     */
    Seen see(Register base, int offset, int bytes, Label failed) {
        if (words.isPresent() && bytes > WordLoads.BYTES) {
            throw new IllegalArgumentException(bytes + " bytes at once");
        }
        Register from = words.isPresent() ? R1 : R3;
        if (base != from) {
            code.mov(from, base);
        }
        if (offset != 0) {
            code.alu(AluOp.ADD, from, offset);
        }
        if (words.isPresent()) {
            code.mov(R2, words.get().type()).callKernel(words.get().cast());
            return new Seen(code, R0, 0);
        }
        code.address(R1, R10, room).mov(R2, bytes).call(HelperFunction.PROBE_READ_KERNEL).jumpIf(Condition.NE, R0, 0, failed);
        return new Seen(code, R10, room);
    }
}
