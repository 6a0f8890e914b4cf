package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of the ring buffer, see {@link Layout}.
 *
 * @param buffer what was taken from the ring
 * @param at where the record's head begins
 * @param bytes its length
 */
record RawRecord(ByteBuffer buffer, int at, int bytes) {

    long nanos() {
        return buffer.getLong(at + Layout.NANOS);
    }

    int kind() {
        return buffer.getShort(at + Layout.KIND);
    }

    boolean has(int flag) {
        return (buffer.getShort(at + Layout.FLAGS) & flag) != 0;
    }

    int number() {
        return buffer.getInt(at + Layout.NUMBER);
    }

    int tid() {
        return buffer.getInt(at + Layout.TID);
    }

    int tgid() {
        return buffer.getInt(at + Layout.TGID);
    }

    int filesId() {
        return buffer.getInt(at + Layout.FILES_ID);
    }

    long result() {
        return buffer.getLong(at + Layout.RESULT);
    }

    long arg(int index) {
        return buffer.getLong(at + Layout.ARGS + 8 * index);
    }

    int intArg(int index) {
        return (int) arg(index);
    }

    int owner() {
        return (int) buffer.getLong(at + Layout.OWNER);
    }

    /** Under which names the record's totals were made; the latest if it has none. */
    long names() {
        return owner() == 0 ? TraceEvent.LATEST : Integer.toUnsignedLong(buffer.getInt(at + Layout.OWNER + 4));
    }

    /** The number of a rename or link. */
    long change() {
        return buffer.getLong(at + Layout.OWNER);
    }

    long extra(int offset) {
        return buffer.getLong(at + Layout.EXTRA + offset);
    }

    int extraInt(int offset) {
        return buffer.getInt(at + Layout.EXTRA + offset);
    }

    /** A number in the body. */
    long body(int offset) {
        return buffer.getLong(at + Layout.HEAD_BYTES + offset);
    }

    private int length(int field) {
        return Short.toUnsignedInt(buffer.getShort(at + field));
    }

    /** The first path; null if it could not be read. */
    ByteString path1() {
        return text(Layout.HEAD_BYTES, length(Layout.LENGTH_1));
    }

    /** The second path; null if it could not be read. */
    ByteString path2() {
        return text(Layout.HEAD_BYTES + length(Layout.LENGTH_1), length(Layout.LENGTH_2));
    }

    private ByteString text(int offset, int lengthWithNul) {
        if (lengthWithNul == 0) {
            return null;
        }
        return ByteString.of(buffer.array(), at + offset, lengthWithNul - 1);
    }

    /** The path as the kernel knows it, absolute; null if it is not known. */
    ByteString kernelPath() {
        if (!has(Layout.NAMED)) {
            return null;
        }
        int end = at + bytes;
        int from = end - length(Layout.LENGTH_3);
        if (from == end) {
            return ByteString.utf8("/");
        }
        byte[] path = new byte[end - from];
        int to = path.length;
        for (int i = from; i < end; i++) {
            int length = 0;
            while (buffer.get(i + length) != 0) {
                length++;
            }
            to -= length + 1;
            path[to] = '/';
            buffer.get(i, path, to + 1, length);
            i += length;
        }
        return ByteString.of(path, 0, path.length);
    }

    /** The mode of the file that was opened ({@code fmode_t}); 0 if it is not known. */
    int fileMode() {
        return has(Layout.MODE_SEEN) ? buffer.getInt(at + Layout.MODE) : 0;
    }

    /** The body as strings that each end with NUL. */
    List<ByteString> strings() {
        List<ByteString> strings = new ArrayList<>();
        int end = at + Layout.HEAD_BYTES + length(Layout.LENGTH_1);
        int from = at + Layout.HEAD_BYTES;
        for (int i = from; i < end; i++) {
            if (buffer.get(i) == 0) {
                strings.add(ByteString.of(buffer.array(), from, i - from));
                from = i + 1;
            }
        }
        return strings;
    }
}
