package io.roarbench.linux;

import com.sun.jna.Native;
import java.nio.file.Path;

/** Calls of libc on files and mappings, direct-mapped; 64-bit Linux, where {@code size_t} is a Java long. */
final class FileCalls {

    static final int O_RDONLY = 0;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int PROT_NONE = 0;
    static final int MAP_SHARED = 1;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;
    static final int POSIX_FADV_DONTNEED = 4;
    static final long MAP_FAILED = -1;

    static {
        Native.register(FileCalls.class, "c");
    }

    private FileCalls() {
    }

    static native int open(byte[] path, int flags);

    static native int close(int fd);

    static native int flock(int fd, int operation);

    static native int fsync(int fd);

    static native void sync();

    /** Returns the error number instead of setting errno. */
    static native int posix_fadvise(int fd, long offset, long length, int advice);

    static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    static native int munmap(long address, long length);

    static native int mincore(long address, long length, byte[] vector);

    static native int getpagesize();

    static native int geteuid();

    /** An open descriptor of a file, closed with the block. */
    record Descriptor(int number, Path file) implements AutoCloseable {

        /** Opens for reading; never waits for a FIFO's writer. */
        static Descriptor openForReading(Path file) throws SystemCallException {
            int number = FileCalls.open(PathBytes.of(file), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
            if (number < 0) {
                throw new SystemCallException("open", file, Native.getLastError());
            }
            return new Descriptor(number, file);
        }

        @Override
        public void close() {
            FileCalls.close(number);
        }
    }
}
