package io.roarbench.tracer.ebpf.asm;

import io.roarbench.tracer.ebpf.asm.Operand.Immediate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Encodes instructions as RFC 9669 says, for little-endian machines. */
public final class Encoder {

    private static final int CLASS_LD = 0;
    private static final int CLASS_LDX = 1;
    private static final int CLASS_ST = 2;
    private static final int CLASS_STX = 3;
    private static final int CLASS_ALU32 = 4;
    private static final int CLASS_JMP = 5;
    private static final int CLASS_JMP32 = 6;
    private static final int CLASS_ALU64 = 7;
    private static final int MODE_MEM = 0x60;
    private static final int MODE_ATOMIC = 0xc0;
    private static final int SOURCE_REGISTER = 0x08;
    private static final int PSEUDO_MAP_FD = 1;
    private static final int PSEUDO_KFUNC_CALL = 2;

    private final Map<Label, Integer> places = new HashMap<>();
    private final Map<String, Integer> maps;
    private final ByteBuffer out;

    private Encoder(List<Instruction> program, Map<String, Integer> maps) {
        this.maps = maps;
        int slot = 0;
        for (Instruction instruction : program) {
            if (instruction instanceof Instruction.Place place && places.put(place.label(), slot) != null) {
                throw new IllegalArgumentException("label " + place.label() + " is placed twice");
            }
            slot += instruction.slots();
        }
        this.out = ByteBuffer.allocate(8 * slot).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Encodes a program.
     *
     * @param maps descriptor of each map by name
     * @return 8 bytes a slot
     * @throws IllegalArgumentException for a label that is not placed, a jump too far, an offset too large or an unknown map
     */
    public static byte[] encode(List<Instruction> program, Map<String, Integer> maps) {
        Encoder encoder = new Encoder(program, maps);
        program.forEach(encoder::encode);
        return encoder.out.array();
    }

    private void encode(Instruction instruction) {
        if (instruction instanceof Instruction.Alu alu) {
            int opcode = alu.op().code() | (alu.wide() ? CLASS_ALU64 : CLASS_ALU32);
            operation(opcode, alu.dst(), alu.op() == AluOp.NEG ? new Immediate(0) : alu.src(), 0);
        } else if (instruction instanceof Instruction.Load load) {
            slot(MODE_MEM | load.size().code() | CLASS_LDX, load.dst(), load.base(), load.offset(), 0);
        } else if (instruction instanceof Instruction.Store store) {
            store(store);
        } else if (instruction instanceof Instruction.Atomic atomic) {
            int opcode = MODE_ATOMIC | atomic.size().code() | CLASS_STX;
            slot(opcode, atomic.base(), atomic.src(), atomic.offset(), atomic.op().code());
        } else if (instruction instanceof Instruction.LoadConstant constant) {
            wide(constant.dst(), Register.R0, constant.value());
        } else if (instruction instanceof Instruction.LoadMap map) {
            wide(map.dst(), Register.values()[PSEUDO_MAP_FD], descriptor(map.map()));
        } else {
            encodeControl(instruction);
        }
    }

    private void encodeControl(Instruction instruction) {
        if (instruction instanceof Instruction.Jump jump) {
            slot(CLASS_JMP, Register.R0, Register.R0, distance(jump.target()), 0);
        } else if (instruction instanceof Instruction.JumpIf jump) {
            int opcode = jump.condition().code() | (jump.wide() ? CLASS_JMP : CLASS_JMP32);
            operation(opcode, jump.left(), jump.right(), distance(jump.target()));
        } else if (instruction instanceof Instruction.Call call) {
            slot(0x80 | CLASS_JMP, Register.R0, Register.R0, 0, call.function().number());
        } else if (instruction instanceof Instruction.CallKernel call) {
            slot(0x80 | CLASS_JMP, Register.R0, Register.values()[PSEUDO_KFUNC_CALL], 0, call.function());
        } else if (instruction instanceof Instruction.Exit) {
            slot(0x90 | CLASS_JMP, Register.R0, Register.R0, 0, 0);
        }
    }

    private void operation(int opcode, Register dst, Operand src, int offset) {
        if (src instanceof Register register) {
            slot(opcode | SOURCE_REGISTER, dst, register, offset, 0);
        } else {
            slot(opcode, dst, Register.R0, offset, ((Immediate) src).value());
        }
    }

    private void store(Instruction.Store store) {
        int mode = MODE_MEM | store.size().code();
        if (store.src() instanceof Register register) {
            slot(mode | CLASS_STX, store.base(), register, store.offset(), 0);
        } else {
            slot(mode | CLASS_ST, store.base(), Register.R0, store.offset(), ((Immediate) store.src()).value());
        }
    }

    private void wide(Register dst, Register source, long value) {
        slot(Size.DOUBLE.code() | CLASS_LD, dst, source, 0, (int) value);
        slot(0, Register.R0, Register.R0, 0, (int) (value >>> 32));
    }

    private void slot(int opcode, Register dst, Register src, int offset, int immediate) {
        if (offset != (short) offset) {
            throw new IllegalArgumentException("offset " + offset + " does not fit into 16 bits");
        }
        out.put((byte) opcode).put((byte) (dst.number() | src.number() << 4)).putShort((short) offset).putInt(immediate);
    }

    private int distance(Label target) {
        Integer place = places.get(target);
        if (place == null) {
            throw new IllegalArgumentException("label " + target + " is not placed");
        }
        return place - out.position() / 8 - 1;
    }

    private int descriptor(String map) {
        Integer fd = maps.get(map);
        if (fd == null) {
            throw new IllegalArgumentException("no map named " + map + " among " + maps.keySet());
        }
        return fd;
    }
}
