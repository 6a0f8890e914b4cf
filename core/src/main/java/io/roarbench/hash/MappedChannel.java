package io.roarbench.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a file by mapping it, window by window. The bytes are copied out by Java: a mapping that loses its file's end
 * under native code would kill the process, in Java it is an error.
 */
final class MappedChannel implements ReadableByteChannel {

    private static final long WINDOW = 64L << 20;

    private final FileChannel file;
    private final long size;
    private MappedByteBuffer window;
    private long next;

    MappedChannel(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (window == null || !window.hasRemaining()) {
            if (next >= size) {
                return -1;
            }
            long length = Math.min(WINDOW, size - next);
            window = file.map(FileChannel.MapMode.READ_ONLY, next, length);
            next += length;
        }
        int length = Math.min(target.remaining(), window.remaining());
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
