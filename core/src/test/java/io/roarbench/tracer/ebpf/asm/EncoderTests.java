package io.roarbench.tracer.ebpf.asm;

import static io.roarbench.tracer.ebpf.asm.Register.R0;
import static io.roarbench.tracer.ebpf.asm.Register.R1;
import static io.roarbench.tracer.ebpf.asm.Register.R10;
import static io.roarbench.tracer.ebpf.asm.Register.R2;
import static io.roarbench.tracer.ebpf.asm.Register.R3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected bytes by hand from RFC 9669: opcode, registers (source high), offset, immediate; little-endian. */
class EncoderTests {

    private static final Map<String, Integer> MAPS = Map.of("m", 0x1234);

    static Stream<Arguments> instructions() {
        return Stream.of(
                Arguments.of(alu(AluOp.MOV, R1, R10), "bfa1000000000000", "r1 = r10"),
                Arguments.of(alu(AluOp.ADD, R2, imm(-8)), "07020000f8ffffff", "r2 += -8"),
                Arguments.of(alu(AluOp.SUB, R1, R2), "1f21000000000000", "r1 -= r2"),
                Arguments.of(alu(AluOp.MUL, R1, imm(3)), "2701000003000000", "r1 *= 3"),
                Arguments.of(alu(AluOp.DIV, R1, R3), "3f31000000000000", "r1 /= r3"),
                Arguments.of(alu(AluOp.OR, R1, imm(1)), "4701000001000000", "r1 |= 1"),
                Arguments.of(alu(AluOp.AND, R1, imm(0xff)), "57010000ff000000", "r1 &= 255"),
                Arguments.of(alu(AluOp.LSH, R1, imm(5)), "6701000005000000", "r1 <<= 5"),
                Arguments.of(alu(AluOp.RSH, R1, imm(32)), "7701000020000000", "r1 >>= 32"),
                Arguments.of(alu(AluOp.NEG, R1, imm(0)), "8701000000000000", "r1 = - 0"),
                Arguments.of(alu(AluOp.MOD, R1, imm(7)), "9701000007000000", "r1 %= 7"),
                Arguments.of(alu(AluOp.XOR, R1, R1), "af11000000000000", "r1 ^= r1"),
                Arguments.of(alu(AluOp.ARSH, R1, imm(1)), "c701000001000000", "r1 s>>= 1"),
                Arguments.of(new Instruction.Alu(AluOp.MOV, false, R1, R2), "bc21000000000000", "(u32) r1 = r2"),
                Arguments.of(new Instruction.Load(Size.DOUBLE, R1, R10, -16), "79a1f0ff00000000",
                        "r1 = *(u64 *)(r10 - 16)"),
                Arguments.of(new Instruction.Load(Size.WORD, R1, R2, 4), "6121040000000000", "r1 = *(u32 *)(r2 + 4)"),
                Arguments.of(new Instruction.Load(Size.HALF, R1, R2, 2), "6921020000000000", "r1 = *(u16 *)(r2 + 2)"),
                Arguments.of(new Instruction.Load(Size.BYTE, R1, R2, 1), "7121010000000000", "r1 = *(u8 *)(r2 + 1)"),
                Arguments.of(new Instruction.Store(Size.DOUBLE, R10, -8, R1), "7b1af8ff00000000",
                        "*(u64 *)(r10 - 8) = r1"),
                Arguments.of(new Instruction.Store(Size.WORD, R10, -4, imm(7)), "620afcff07000000",
                        "*(u32 *)(r10 - 4) = 7"),
                Arguments.of(new Instruction.Atomic(AtomicOp.ADD, Size.DOUBLE, R0, 8, R1), "db10080000000000",
                        "lock ADD *(u64 *)(r0 + 8), r1"),
                Arguments.of(new Instruction.Atomic(AtomicOp.FETCH_ADD, Size.WORD, R0, 0, R1), "c310000001000000",
                        "lock FETCH_ADD *(u32 *)(r0 + 0), r1"),
                Arguments.of(new Instruction.Atomic(AtomicOp.EXCHANGE, Size.DOUBLE, R0, 0, R1), "db100000e1000000",
                        "lock EXCHANGE *(u64 *)(r0 + 0), r1"),
                Arguments.of(new Instruction.LoadConstant(R1, 0x1122334455667788L),
                        "18010000887766550000000044332211", "r1 = 1234605616436508552 ll"),
                Arguments.of(new Instruction.LoadMap(R1, "m"), "18110000341200000000000000000000", "r1 = map m"),
                Arguments.of(new Instruction.Call(HelperFunction.PROBE_READ_USER_STR), "8500000072000000",
                        "call probe_read_user_str"),
                Arguments.of(new Instruction.CallKernel(0x11223344), "8520000044332211", "call kernel#287454020"),
                Arguments.of(new Instruction.Exit(), "9500000000000000", "exit"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("instructions")
    void each_instruction_has_the_bytes_of_the_standard_and_the_verifiers_text(Instruction instruction, String bytes,
            String text) {
        assertThat(hex(List.of(instruction))).isEqualTo(bytes);
        assertThat(instruction).hasToString(text);
        assertThat(instruction.slots()).isEqualTo(bytes.length() / 16);
    }

    static Stream<Arguments> conditions() {
        return Stream.of(Arguments.of(Condition.EQ, "15"), Arguments.of(Condition.GT, "25"),
                Arguments.of(Condition.GE, "35"), Arguments.of(Condition.SET, "45"), Arguments.of(Condition.NE, "55"),
                Arguments.of(Condition.SGT, "65"), Arguments.of(Condition.SGE, "75"), Arguments.of(Condition.LT, "a5"),
                Arguments.of(Condition.LE, "b5"), Arguments.of(Condition.SLT, "c5"),
                Arguments.of(Condition.SLE, "d5"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void each_condition_has_the_opcode_of_the_standard(Condition condition, String opcode) {
        Label here = new Label("here");
        assertThat(hex(new Assembler().jumpIf(condition, R1, 5, here).place(here).instructions()))
                .isEqualTo(opcode + "01000005000000");
    }

    @Test
    void jumps_count_slots_from_the_next_instruction_on() {
        Label back = new Label("back");
        Label end = new Label("end");
        List<Instruction> program = new Assembler().place(back).constant(R1, 1).jumpIf(Condition.NE, R1, R2, end)
                .jumpIf32(Condition.EQ, R1, 0, back).jump(back).place(end).exit(0).instructions();

        String code = hex(program);

        assertThat(code.substring(32, 48)).as("over two instructions").isEqualTo("5d21020000000000");
        assertThat(code.substring(48, 64)).as("32 bits, back over four slots").isEqualTo("1601fcff00000000");
        assertThat(code.substring(64, 80)).as("back over five slots").isEqualTo("0500fbff00000000");
    }

    @Test
    void mistakes_are_named() {
        Label nowhere = new Label("nowhere");
        assertThatThrownBy(() -> hex(new Assembler().jump(nowhere).instructions()))
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> hex(new Assembler().place(nowhere).place(nowhere).instructions()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> hex(new Assembler().map(R1, "other").instructions())).hasMessageContaining("other");
        assertThatThrownBy(() -> hex(new Assembler().load(Size.WORD, R1, R2, 40000).instructions()))
                .hasMessageContaining("40000");
        assertThatThrownBy(() -> new Instruction.Atomic(AtomicOp.ADD, Size.BYTE, R1, 0, R2))
                .hasMessageContaining("atomic");
    }

    private static Instruction alu(AluOp op, Register dst, Operand src) {
        return new Instruction.Alu(op, true, dst, src);
    }

    private static Operand imm(int value) {
        return Operand.imm(value);
    }

    private static String hex(List<Instruction> program) {
        return HexFormat.of().formatHex(Encoder.encode(program, MAPS));
    }
}
