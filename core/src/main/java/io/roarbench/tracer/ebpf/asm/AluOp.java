package io.roarbench.tracer.ebpf.asm;

/** Arithmetic and logic (RFC 9669, section 4.1). */
public enum AluOp {
    ADD(0x00, "+="), SUB(0x10, "-="), MUL(0x20, "*="), DIV(0x30, "/="), OR(0x40, "|="), AND(0x50, "&="), LSH(0x60, "<<="),
    RSH(0x70, ">>="), NEG(0x80, "= -"), MOD(0x90, "%="), XOR(0xa0, "^="), MOV(0xb0, "="), ARSH(0xc0, "s>>=");

    private final int code;
    private final String sign;

    AluOp(int code, String sign) {
        this.code = code;
        this.sign = sign;
    }

    int code() {
        return code;
    }

    String sign() {
        return sign;
    }
}
