package io.roarbench.tracer.ebpf.asm;

/** Atomic read-modify-write (RFC 9669, section 5.3). Those that return the old value need Linux 5.12. */
public enum AtomicOp {
    ADD(0x00), OR(0x40), AND(0x50), XOR(0xa0), FETCH_ADD(0x01), FETCH_OR(0x41), FETCH_AND(0x51), FETCH_XOR(0xa1),
    EXCHANGE(0xe1), COMPARE_EXCHANGE(0xf1);

    private final int code;

    AtomicOp(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
