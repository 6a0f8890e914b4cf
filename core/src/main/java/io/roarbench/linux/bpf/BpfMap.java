package io.roarbench.linux.bpf;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A map in the kernel; lives until closed and no loaded program uses it. Thread-safe but for {@link #close()}. */
public final class BpfMap implements AutoCloseable {

    private static final int MAP_CREATE = 0;
    private static final int LOOKUP = 1;
    private static final int UPDATE = 2;
    private static final int DELETE = 3;
    private static final int NEXT_KEY = 4;
    private static final int LOOKUP_AND_DELETE_BATCH = 25;
    private static final int NAME_OFFSET = 28;

    private final Kernel kernel;
    private final MapSpec spec;
    private final int fd;
    private final int valueBytes;

    private BpfMap(Kernel kernel, MapSpec spec, int fd, int valueBytes) {
        this.kernel = kernel;
        this.spec = spec;
        this.fd = fd;
        this.valueBytes = valueBytes;
    }

    /** Makes it. @throws IOException with the map's name and the kernel's reason */
    public static BpfMap create(MapSpec spec) throws IOException {
        Kernel kernel = new Kernel();
        try (Memory attr = Kernel.attributes()) {
            attr.setInt(0, spec.type().number());
            attr.setInt(4, spec.keyBytes());
            attr.setInt(8, spec.valueBytes());
            attr.setInt(12, spec.maxEntries());
            byte[] name = spec.name().getBytes(StandardCharsets.US_ASCII);
            attr.write(NAME_OFFSET, name, 0, name.length);
            int fd = kernel.bpf(MAP_CREATE, attr);
            if (fd < 0) {
                throw new IOException("cannot make the eBPF map " + spec.name() + " (" + spec.type() + ", "
                        + spec.maxEntries() + " entries): " + Kernel.describe(-fd));
            }
            boolean perCpu = spec.type() == MapSpec.Type.PER_CPU_ARRAY;
            int bytes = perCpu ? (spec.valueBytes() + 7) / 8 * 8 * possibleCpus() : spec.valueBytes();
            return new BpfMap(kernel, spec, fd, bytes);
        }
    }

    /** CPUs that there could ever be: how many values a per-CPU entry has. */
    static int possibleCpus() throws IOException {
        String text = java.nio.file.Files.readString(java.nio.file.Path.of("/sys/devices/system/cpu/possible")).strip();
        String last = text.substring(Math.max(text.lastIndexOf('-'), text.lastIndexOf(',')) + 1);
        return Integer.parseInt(last) + 1;
    }

    /** Its specification. */
    public MapSpec spec() {
        return spec;
    }

    /** Its descriptor. */
    public int fd() {
        return fd;
    }

    /** Buffers for keys and values are in this machine's byte order. */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    /** The value of a key (of a per-CPU map: one per possible CPU, each rounded up to 8 bytes); null if there is none. */
    public ByteBuffer lookup(ByteBuffer key) throws IOException {
        try (Memory value = new Memory(valueBytes)) {
            int result = element(LOOKUP, key, value);
            if (result == -Kernel.ENOENT) {
                return null;
            }
            check("look up in", result);
            return buffer(valueBytes).put(value.getByteArray(0, valueBytes)).flip();
        }
    }

    /** Puts or replaces a value. */
    public void update(ByteBuffer key, ByteBuffer value) throws IOException {
        try (Memory memory = new Memory(valueBytes)) {
            memory.write(0, value.array(), 0, valueBytes);
            check("update", element(UPDATE, key, memory));
        }
    }

    /** Removes a key; whether it was there. */
    public boolean delete(ByteBuffer key) throws IOException {
        int result = element(DELETE, key, null);
        if (result != -Kernel.ENOENT) {
            check("delete from", result);
        }
        return result == 0;
    }

    private int element(int command, ByteBuffer key, Memory value) {
        try (Memory attr = Kernel.attributes(); Memory keyMemory = new Memory(spec.keyBytes())) {
            keyMemory.write(0, key.array(), 0, spec.keyBytes());
            attr.setInt(0, fd);
            attr.setLong(8, Pointer.nativeValue(keyMemory));
            attr.setLong(16, value == null ? 0 : Pointer.nativeValue(value));
            return kernel.bpf(command, attr);
        }
    }

    /** Whether a hash map has no entry. */
    public boolean isEmpty() throws IOException {
        try (Memory attr = Kernel.attributes(); Memory next = new Memory(spec.keyBytes())) {
            attr.setInt(0, fd);
            attr.setLong(16, Pointer.nativeValue(next));
            int result = kernel.bpf(NEXT_KEY, attr);
            if (result != -Kernel.ENOENT) {
                check("read", result);
            }
            return result != 0;
        }
    }

    /** Takes every entry out of a hash map: keys, each followed by its value. */
    public List<ByteBuffer> drain() throws IOException {
        if (isEmpty()) {
            return List.of();
        }
        int count = Math.min(spec.maxEntries(), 4096);
        int entry = spec.keyBytes() + valueBytes;
        List<ByteBuffer> entries = new ArrayList<>();
        try (Memory attr = Kernel.attributes(); Memory keys = new Memory((long) count * spec.keyBytes());
                Memory values = new Memory((long) count * valueBytes); Memory batch = new Memory(8)) {
            int result = 0;
            for (boolean first = true; result == 0; first = false) {
                attr.setLong(0, first ? 0 : Pointer.nativeValue(batch));
                attr.setLong(8, Pointer.nativeValue(batch));
                attr.setLong(16, Pointer.nativeValue(keys));
                attr.setLong(24, Pointer.nativeValue(values));
                attr.setInt(32, count);
                attr.setInt(36, fd);
                result = kernel.bpf(LOOKUP_AND_DELETE_BATCH, attr);
                if (result != 0 && result != -Kernel.ENOENT) {
                    check("drain", result);
                }
                for (int i = 0; i < attr.getInt(32); i++) {
                    entries.add(buffer(entry).put(keys.getByteArray((long) i * spec.keyBytes(), spec.keyBytes()))
                            .put(values.getByteArray((long) i * valueBytes, valueBytes)).flip());
                }
            }
        }
        return entries;
    }

    private void check(String what, int result) throws IOException {
        if (result < 0) {
            throw new IOException("cannot " + what + " the eBPF map " + spec.name() + ": " + Kernel.describe(-result));
        }
    }

    @Override
    public void close() {
        kernel.libc().close(fd);
    }
}
