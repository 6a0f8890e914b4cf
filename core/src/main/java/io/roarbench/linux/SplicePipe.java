package io.roarbench.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * A pipe through which splice(2) moves bytes from one socket to another inside the kernel, by reference where it can. Both
 * sockets must be non-blocking. Linux only; not thread-safe.
 */
public final class SplicePipe implements AutoCloseable {

    /** Nothing can be moved just now. */
    public static final long WOULD_BLOCK = -1;

    private final int readEnd;
    private final int writeEnd;
    private final int capacity;
    private int held;
    private boolean closed;

    private SplicePipe(int readEnd, int writeEnd, int capacity) {
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
        this.capacity = capacity;
    }

    /**
     * Opens an empty pipe.
     *
     * @param wanted bytes that it is to hold; what it gets is limited by /proc/sys/fs/pipe-max-size and, for other users than
     *               root, by what their pipes hold already
     * @throws SystemCallException if there is none to be had
     */
    public static SplicePipe open(int wanted) throws SystemCallException {
        Linux.require("splice");
        int[] ends = new int[2];
        if (Calls.pipe2(ends, Calls.O_NONBLOCK | Calls.O_CLOEXEC) != 0) {
            throw failure("pipe2", "a pipe");
        }
        int capacity = Calls.fcntl(ends[1], Calls.F_SETPIPE_SZ, wanted);
        if (capacity < 0) {
            capacity = Calls.fcntl(ends[1], Calls.F_GETPIPE_SZ, 0); // As large as it came, then.
        }
        return new SplicePipe(ends[0], ends[1], capacity);
    }

    /** Bytes that it takes if every page is full. */
    public int capacity() {
        return capacity;
    }

    /** Bytes in it. */
    public int held() {
        return held;
    }

    /**
     * Moves bytes of a socket into the pipe, {@link #capacity} in all at most.
     *
     * @param most 1 or more
     * @return how many; 0 at the end of the socket's input, {@link #WOULD_BLOCK} if it has none or the pipe is full
     */
    public long fill(int socket, long most) throws SystemCallException {
        if (held >= capacity) {
            return WOULD_BLOCK;
        }
        long moved = moved(Calls.splice(socket, 0, writeEnd, 0, Math.min(most, capacity - held), Calls.MOVE_NONBLOCK), socket);
        held += (int) Math.max(0, moved);
        return moved;
    }

    /**
     * Moves what is in the pipe into a socket, as much as it takes.
     *
     * @param more whether more is to follow soon: then the last segment may wait for that, 200 ms at most (MSG_MORE)
     * @return how many bytes; {@link #WOULD_BLOCK} if it takes none, or there are none
     */
    public long drain(int socket, boolean more) throws SystemCallException {
        if (held == 0) {
            return WOULD_BLOCK;
        }
        int flags = more ? Calls.MOVE_NONBLOCK | Calls.SPLICE_F_MORE : Calls.MOVE_NONBLOCK;
        long moved = moved(Calls.splice(readEnd, 0, socket, 0, held, flags), socket);
        held -= (int) Math.max(0, moved);
        return moved;
    }

    private static long moved(long result, int socket) throws SystemCallException {
        if (result >= 0) {
            return result;
        }
        int errno = Native.getLastError();
        if (errno == Errno.EAGAIN.number() || errno == Errno.EINTR.number()) {
            return WOULD_BLOCK;
        }
        throw new SystemCallException("splice", "socket " + socket, errno);
    }

    /**
     * Takes bytes out of the pipe.
     *
     * @param into a direct buffer, filled from its position on; the position stays
     * @return how many, 0 if there are none
     */
    public int read(ByteBuffer into) throws SystemCallException {
        if (held == 0) {
            return 0;
        }
        long taken = Calls.read(readEnd, into.slice(), into.remaining());
        if (taken < 0) {
            throw failure("read", "a pipe");
        }
        held -= (int) taken;
        return (int) taken;
    }

    /** Whether a socket has input, or its end or an error, to be read. */
    public static boolean hasInput(int socket) {
        return Calls.recv(socket, new byte[1], 1, Calls.MSG_PEEK | Calls.MSG_DONTWAIT) >= 0
                || Native.getLastError() != Errno.EAGAIN.number();
    }

    /** Another descriptor of the same socket, closed on exec. */
    public static int duplicate(int socket) throws SystemCallException {
        int other = Calls.fcntl(socket, Calls.F_DUPFD_CLOEXEC, 0);
        if (other < 0) {
            throw failure("dup", "socket " + socket);
        }
        return other;
    }

    private static SystemCallException failure(String call, String subject) {
        return new SystemCallException(call, subject, Native.getLastError());
    }

    /** What is still in it is lost. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Calls.close(readEnd);
            Calls.close(writeEnd);
        }
    }

    /** Loaded only after the check that this is Linux, where {@code size_t} and pointers are Java longs. */
    private static final class Calls {

        static final int O_NONBLOCK = 0x800;
        static final int O_CLOEXEC = 0x80000;
        static final int F_DUPFD_CLOEXEC = 1030;
        static final int F_SETPIPE_SZ = 1031;
        static final int F_GETPIPE_SZ = 1032;
        static final int MSG_PEEK = 2;
        static final int MSG_DONTWAIT = 0x40;
        /** SPLICE_F_MOVE | SPLICE_F_NONBLOCK. */
        static final int MOVE_NONBLOCK = 3;
        static final int SPLICE_F_MORE = 4;

        static {
            Native.register(Calls.class, "c");
        }

        static native int pipe2(int[] ends, int flags);

        static native int fcntl(int fd, int command, int argument);

        static native long splice(int in, long inOffset, int out, long outOffset, long length, int flags);

        static native long read(int fd, ByteBuffer into, long length);

        static native long recv(int fd, byte[] into, long length, int flags);

        static native int close(int fd);
    }
}
