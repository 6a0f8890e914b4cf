package io.roarbench.linux.bpf;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A program that the verifier accepted. Not attached to anything yet; an {@link Attachment} keeps it alive by itself. */
public final class BpfProgram implements AutoCloseable {

    private static final int PROG_LOAD = 5;
    private static final int RAW_TRACEPOINT_OPEN = 17;
    private static final int OBJ_GET_INFO_BY_FD = 15;
    private static final int RECURSION_MISSES_OFFSET = 208;
    private static final int VERIFIED_OFFSET = 216;
    private static final int INFO_BYTES = 256;
    private static final int NAME_OFFSET = 48;
    private static final int LOG_BYTES = 1 << 20;

    private final Kernel kernel;
    private final String name;
    private final Type type;
    private final int fd;

    /** What a program may be attached to ({@code enum bpf_prog_type}). */
    public enum Type {
        TRACEPOINT(5), RAW_TRACEPOINT(17);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private BpfProgram(Kernel kernel, String name, Type type, int fd) {
        this.kernel = kernel;
        this.name = name;
        this.type = type;
        this.fd = fd;
    }

    /**
     * Loads a program under the license "GPL", which the helpers for reading memory demand.
     *
     * @param name at most 15 letters, digits and underscores
     * @param instructions encoded, 8 bytes each
     * @throws VerifierException if the kernel refuses it
     */
    public static BpfProgram load(String name, Type type, byte[] instructions) throws IOException {
        Kernel kernel = new Kernel();
        int fd = load(kernel, name, type, instructions, null);
        if (fd >= 0) {
            return new BpfProgram(kernel, name, type, fd);
        }
        try (Memory log = new Memory(LOG_BYTES)) {
            log.setByte(0, (byte) 0);
            int again = load(kernel, name, type, instructions, log);
            if (again >= 0) {
                return new BpfProgram(kernel, name, type, again);
            }
            throw new VerifierException("the kernel refused the eBPF program " + name + ": " + Kernel.describe(-fd),
                    log.getString(0, "US-ASCII"));
        }
    }

    private static int load(Kernel kernel, String name, Type type, byte[] instructions, Memory log) {
        try (Memory attr = Kernel.attributes(); Memory code = new Memory(instructions.length);
                Memory license = new Memory(4)) {
            code.write(0, instructions, 0, instructions.length);
            license.setString(0, "GPL");
            attr.setInt(0, type.number);
            attr.setInt(4, instructions.length / 8);
            attr.setLong(8, Pointer.nativeValue(code));
            attr.setLong(16, Pointer.nativeValue(license));
            if (log != null) {
                attr.setInt(24, 1);
                attr.setInt(28, LOG_BYTES);
                attr.setLong(32, Pointer.nativeValue(log));
            }
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            attr.write(NAME_OFFSET, bytes, 0, Math.min(15, bytes.length));
            return kernel.bpf(PROG_LOAD, attr);
        }
    }

    /** Runs it at a raw tracepoint, e.g. "sys_exit". */
    public Attachment attachRawTracepoint(String tracepoint) throws IOException {
        try (Memory attr = Kernel.attributes(); Memory text = new Memory(tracepoint.length() + 1L)) {
            text.setString(0, tracepoint);
            attr.setLong(0, Pointer.nativeValue(text));
            attr.setInt(8, fd);
            int link = kernel.bpf(RAW_TRACEPOINT_OPEN, attr);
            if (link < 0) {
                throw new IOException("cannot attach the eBPF program " + name + " to the raw tracepoint " + tracepoint
                        + ": " + Kernel.describe(-link));
            }
            return new Attachment(kernel, link);
        }
    }

    /** Runs it at a tracepoint of tracefs, for all processes on all CPUs. */
    public Attachment attachTracepoint(TracepointFormat tracepoint) throws IOException {
        return PerfTracepoint.attach(kernel, tracepoint, fd);
    }

    /** How often the kernel skipped this program because another one ran on the same CPU (Linux 5.12). */
    public long recursionMisses() throws IOException {
        return info(RECURSION_MISSES_OFFSET);
    }

    /** How many instructions the verifier went through, branches and loop rounds counted (Linux 5.16; else 0). */
    public int verifiedInstructions() throws IOException {
        return (int) info(VERIFIED_OFFSET);
    }

    private long info(int offset) throws IOException {
        try (Memory attr = Kernel.attributes(); Memory info = new Memory(INFO_BYTES)) {
            info.clear();
            attr.setInt(0, fd);
            attr.setInt(4, INFO_BYTES);
            attr.setLong(8, Pointer.nativeValue(info));
            int result = kernel.bpf(OBJ_GET_INFO_BY_FD, attr);
            if (result < 0) {
                throw new IOException("cannot ask about the eBPF program " + name + ": " + Kernel.describe(-result));
            }
            return info.getLong(offset);
        }
    }

    /** What it can be attached to. */
    public Type type() {
        return type;
    }

    /** Its descriptor. */
    public int fd() {
        return fd;
    }

    @Override
    public void close() {
        kernel.libc().close(fd);
    }
}
