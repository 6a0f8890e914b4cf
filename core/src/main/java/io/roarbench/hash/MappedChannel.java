package io.roarbench.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a file by mapping it, window by window. The bytes are copied out by Java: a mapping that loses its file's end
 * under native code would kill the process, in Java it is an error.
 *
 * <p>Mapping spares the kernel's copy. Windows that are not in the page cache are read if asked for: page faults wait for the
 * disk longer than reads do.
 */
final class MappedChannel implements ReadableByteChannel {

    private static final long WINDOW = 64L << 20;
    private static final int SAMPLES = 64;

    private final FileChannel file;
    private final boolean readAbsent;
    private final long size;
    /** Null while its bytes are read. */
    private MappedByteBuffer window;
    private ByteBuffer absent;
    private long next;
    private long left;

    /** @param readAbsent whether windows not in the page cache are read */
    MappedChannel(FileChannel file, boolean readAbsent) throws IOException {
        this.file = file;
        this.readAbsent = readAbsent;
        this.size = file.size();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (left == 0) {
            if (next >= size) {
                return -1;
            }
            left = Math.min(WINDOW, size - next);
            window = file.map(FileChannel.MapMode.READ_ONLY, next, left);
            if (readAbsent && !resident(window)) {
                window = null;
            }
        }
        int wanted = (int) Math.min(target.remaining(), left);
        int got = window == null ? readInstead(target, wanted) : copy(target, wanted);
        if (got < 0) {
            return got;
        }
        next += got;
        left -= got;
        return got;
    }

    /** Judged by some pages: asking for all takes longer than is gained. */
    private static boolean resident(MappedByteBuffer window) {
        int step = Math.max(1, window.capacity() / SAMPLES);
        for (int at = 0; at < window.capacity(); at += step) {
            if (!window.slice(at, 1).isLoaded()) {
                return false;
            }
        }
        return true;
    }

    /** By a buffer of its own: what the JDK takes for an array's sake does not begin on a page. */
    private int readInstead(ByteBuffer target, int length) throws IOException {
        if (absent == null) {
            absent = PageAligned.allocate(target.capacity());
        }
        int got = file.read(absent.clear().limit(length), next);
        target.put(absent.flip());
        return got;
    }

    private int copy(ByteBuffer target, int length) throws IOException {
        try {
            target.put(target.position(), window, window.position(), length);
        } catch (InternalError truncated) {
            throw new IOException("a mapped page could not be read: the file was truncated, or its medium failed", truncated);
        }
        target.position(target.position() + length);
        window.position(window.position() + length);
        return length;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        window = null;
        file.close();
    }
}
