package io.roarbench.tracer.ebpf.asm;

/** When a jump is taken (RFC 9669, section 4.3); those with an S compare as signed numbers. */
public enum Condition {
    EQ(0x10, "=="), GT(0x20, ">"), GE(0x30, ">="), SET(0x40, "&"), NE(0x50, "!="), SGT(0x60, "s>"), SGE(0x70, "s>="),
    LT(0xa0, "<"), LE(0xb0, "<="), SLT(0xc0, "s<"), SLE(0xd0, "s<=");

    private final int code;
    private final String sign;

    Condition(int code, String sign) {
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
