package io.roarbench.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in memory without a name (memfd_create(2)): gone when its last descriptor is closed, however that happens. */
public final class MemoryFile implements AutoCloseable {

    private static final int MFD_CLOEXEC = 1;

    private final int descriptor;
    private boolean closed;

    private MemoryFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty one.
     *
     * @param name shown in /proc only
     */
    public static MemoryFile create(String name) throws IOException {
        try {
            return new MemoryFile(Calls.memfd_create(ByteString.utf8(name).nulTerminated(), MFD_CLOEXEC));
        } catch (LastErrorException e) {
            throw new IOException("cannot make a file in memory: " + e.getMessage(), e);
        }
    }

    /** The descriptor in this JVM. */
    public int descriptor() {
        return descriptor;
    }

    /** Its content from the beginning. */
    public InputStream read() throws IOException {
        return new FileInputStream("/proc/self/fd/" + descriptor);
    }

    /** Bytes in it. */
    public long size() throws IOException {
        return Files.size(Path.of("/proc/self/fd", Integer.toString(descriptor)));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Calls.close(descriptor);
        }
    }

    private static final class Calls {

        static {
            Native.register(Calls.class, "c");
        }

        private Calls() {
        }

        static native int memfd_create(byte[] name, int flags) throws LastErrorException;

        static native int close(int fd);
    }
}
