package io.roarbench.tracer.ebpf.asm;

/** Width of a memory access. */
public enum Size {
    WORD(0x00, 4, "u32"), HALF(0x08, 2, "u16"), BYTE(0x10, 1, "u8"), DOUBLE(0x18, 8, "u64");

    private final int code;
    private final int bytes;
    private final String type;

    Size(int code, int bytes, String type) {
        this.code = code;
        this.bytes = bytes;
        this.type = type;
    }

    /** The size for a field of so many bytes. */
    public static Size ofBytes(int bytes) {
        for (Size size : values()) {
            if (size.bytes == bytes) {
                return size;
            }
        }
        throw new IllegalArgumentException("no memory access of " + bytes + " bytes; 1, 2, 4 and 8 exist");
    }

    int code() {
        return code;
    }

    /** 1, 2, 4 or 8. */
    public int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return type;
    }
}
