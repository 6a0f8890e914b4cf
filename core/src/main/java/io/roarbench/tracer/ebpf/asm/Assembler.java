package io.roarbench.tracer.ebpf.asm;

import io.roarbench.tracer.ebpf.asm.Operand.Immediate;
import java.util.ArrayList;
import java.util.List;

/** Collects a program's instructions in order. Not thread-safe. */
public final class Assembler {

    private final List<Instruction> instructions = new ArrayList<>();

    /** Adds an instruction. */
    public Assembler add(Instruction instruction) {
        instructions.add(instruction);
        return this;
    }

    /** 64-bit arithmetic with a register. */
    public Assembler alu(AluOp op, Register dst, Register src) {
        return add(new Instruction.Alu(op, true, dst, src));
    }

    /** 64-bit arithmetic with a constant. */
    public Assembler alu(AluOp op, Register dst, int value) {
        return add(new Instruction.Alu(op, true, dst, new Immediate(value)));
    }

    /** Copies a register. */
    public Assembler mov(Register dst, Register src) {
        return alu(AluOp.MOV, dst, src);
    }

    /** Copies the lower 32 bits of a register and clears the upper. */
    public Assembler mov32(Register dst, Register src) {
        return add(new Instruction.Alu(AluOp.MOV, false, dst, src));
    }

    /** Sets a register to a sign-extended constant. */
    public Assembler mov(Register dst, int value) {
        return alu(AluOp.MOV, dst, value);
    }

    /** Sets {@code dst} to {@code base + offset}. */
    public Assembler address(Register dst, Register base, int offset) {
        return mov(dst, base).alu(AluOp.ADD, dst, offset);
    }

    /** Reads memory. */
    public Assembler load(Size size, Register dst, Register base, int offset) {
        return add(new Instruction.Load(size, dst, base, offset));
    }

    /** Writes a register to memory. */
    public Assembler store(Size size, Register base, int offset, Register src) {
        return add(new Instruction.Store(size, base, offset, src));
    }

    /** Writes a constant to memory. */
    public Assembler store(Size size, Register base, int offset, int value) {
        return add(new Instruction.Store(size, base, offset, new Immediate(value)));
    }

    /** An atomic operation on 8 bytes. */
    public Assembler atomic(AtomicOp op, Register base, int offset, Register src) {
        return add(new Instruction.Atomic(op, Size.DOUBLE, base, offset, src));
    }

    /** Loads a 64-bit constant. */
    public Assembler constant(Register dst, long value) {
        return add(new Instruction.LoadConstant(dst, value));
    }

    /** Loads the address of a map. */
    public Assembler map(Register dst, String name) {
        return add(new Instruction.LoadMap(dst, name));
    }

    /** Goto. */
    public Assembler jump(Label target) {
        return add(new Instruction.Jump(target));
    }

    /** Goto if a 64-bit comparison with a register holds. */
    public Assembler jumpIf(Condition condition, Register left, Register right, Label target) {
        return add(new Instruction.JumpIf(condition, true, left, right, target));
    }

    /** Goto if a 64-bit comparison with a sign-extended constant holds. */
    public Assembler jumpIf(Condition condition, Register left, int right, Label target) {
        return add(new Instruction.JumpIf(condition, true, left, new Immediate(right), target));
    }

    /** Goto if a comparison of the lower 32 bits with a constant holds. */
    public Assembler jumpIf32(Condition condition, Register left, int right, Label target) {
        return add(new Instruction.JumpIf(condition, false, left, new Immediate(right), target));
    }

    /** Calls a kernel function; R1–R5 are lost. */
    public Assembler call(HelperFunction function) {
        return add(new Instruction.Call(function));
    }

    /** Calls one of the kernel's own functions by its number among the kernel's types; R1–R5 are lost. */
    public Assembler callKernel(int function) {
        return add(new Instruction.CallKernel(function));
    }

    /** Returns a constant. */
    public Assembler exit(int result) {
        return mov(Register.R0, result).add(new Instruction.Exit());
    }

    /** Places a label here. */
    public Assembler place(Label label) {
        return add(new Instruction.Place(label));
    }

    /** What was collected so far. */
    public List<Instruction> instructions() {
        return List.copyOf(instructions);
    }
}
