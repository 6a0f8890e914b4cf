package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of the log, as log.h has it.
 *
 * @param offset where it starts; unique, and growing in the order in which space was claimed
 * @param block the number of the process image's block
 * @param fd a descriptor, or what the kind uses the field for
 */
record LogRecord(long offset, Kind kind, boolean complete, int block, int fd, long[] values, List<ByteString> strings) {

    static final int HEAD = 16;
    private static final int COUNTED = 255;
    private static final Kind[] KINDS = Kind.values();

    /** In the order of log.h's enum, which starts at 1. */
    enum Kind {
        START, FORK, FORKED, CHILD, EXEC, EXEC_FAILED, EXIT, WAIT, OPEN, SPECIAL, IDENTITY, CLOSE, CLOSE_RANGE, DUP, CLOEXEC,
        UNSHARE, CHDIR, FCHDIR, CHROOT, IO, COPY, MMAP, RENAME, LINK, SYMLINK, UNLINK, MAKE, TRUNCATE, TRUNCATE_FD, FLAG
    }

    /** From the bytes of a whole record. */
    static LogRecord parse(long offset, ByteBuffer bytes) {
        int type = bytes.get(4) & 0xff;
        if (type < 1 || type > KINDS.length) {
            throw new IllegalStateException("the preload log holds a record of unknown type " + type + " at " + offset);
        }
        boolean complete = bytes.get(5) == 2;
        int count = bytes.get(6) & 0xff;
        long[] values = new long[complete ? count : 0];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getLong(HEAD + 8 * i);
        }
        int strings = bytes.get(7) & 0xff;
        List<ByteString> texts = complete
                ? texts(bytes, HEAD + 8 * count, strings == COUNTED ? (int) values[0] : strings)
                : List.of();
        return new LogRecord(offset, KINDS[type - 1], complete, bytes.getInt(8), bytes.getInt(12), values, texts);
    }

    private static List<ByteString> texts(ByteBuffer bytes, int from, int count) {
        List<ByteString> texts = new ArrayList<>(count);
        byte[] all = new byte[bytes.limit() - from];
        bytes.get(from, all);
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = start;
            while (end < all.length && all[end] != 0) {
                end++;
            }
            texts.add(ByteString.of(all, start, end - start));
            start = end + 1;
        }
        return texts;
    }

    long value(int i) {
        return values[i];
    }

    int number(int i) {
        return (int) values[i];
    }

    /** The upper half of a value that holds two ints. */
    int high(int i) {
        return (int) (values[i] >> 32);
    }
}
