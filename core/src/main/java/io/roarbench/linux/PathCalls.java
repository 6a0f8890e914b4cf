package io.roarbench.linux;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Questions about paths of any bytes, which {@code java.nio.file} cannot ask in every locale. Thread-safe. */
public final class PathCalls {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int O_CLOEXEC_NONBLOCK = 02000000 | 04000;
    private static final int STATX_TYPE = 1;
    private static final int STATX_INO = 0x100;
    private static final int STATX_BTIME = 0x800;
    private static final int S_IFMT = 0170000;
    private static final int S_IFREG = 0100000;
    private static final int S_IFIFO = 0010000;
    private static final int S_IFDIR = 0040000;

    private final Libc libc = Native.load("c", Libc.class);

    interface Libc extends Library {
        long readlink(byte[] path, byte[] buffer, long size);

        int open(byte[] path, int flags);

        long read(int fd, byte[] buffer, long size);

        int close(int fd);

        int statx(int dirfd, byte[] path, int flags, int mask, byte[] buffer);
    }

    /** The target of a symbolic link; null if it is none, is not there, or may not be read. */
    public ByteString readLink(ByteString path) {
        byte[] buffer = new byte[4096];
        long length = libc.readlink(path.nulTerminated(), buffer, buffer.length);
        return length < 0 ? null : ByteString.of(buffer, 0, (int) length);
    }

    /** The first bytes of a regular file, at most {@code limit}; empty if it can't be read. */
    public byte[] head(ByteString path, int limit) {
        ByteBuffer status = statx(path, 0);
        if (status == null || (status.getShort(28) & S_IFMT) != S_IFREG) {
            return new byte[0];
        }
        int fd = libc.open(path.nulTerminated(), O_CLOEXEC_NONBLOCK);
        if (fd < 0) {
            return new byte[0];
        }
        byte[] buffer = new byte[limit];
        long length = libc.read(fd, buffer, limit);
        libc.close(fd);
        return Arrays.copyOf(buffer, (int) Math.max(0, length));
    }

    /** When a file (no link followed) came into being, ns since 1970 UTC; -1 if unknown or if it is not there. */
    public long birthNanos(ByteString path) {
        ByteBuffer status = statx(path, AT_SYMLINK_NOFOLLOW);
        return status == null || (status.getInt(0) & STATX_BTIME) == 0
                ? -1 : status.getLong(80) * 1_000_000_000L + status.getInt(88);
    }

    /** Whether there is anything of this name, no link followed. */
    public boolean exists(ByteString path) {
        return statx(path, AT_SYMLINK_NOFOLLOW) != null;
    }

    /** Whether both lead to one file now, links followed. */
    public boolean isSameFile(ByteString one, ByteString other) {
        ByteBuffer first = statx(one, 0);
        ByteBuffer second = statx(other, 0);
        return first != null && second != null && first.getLong(32) == second.getLong(32)
                && first.getLong(136) == second.getLong(136);
    }

    /** Whether it is a directory now. */
    public boolean isDirectory(ByteString path) {
        ByteBuffer status = statx(path, 0);
        return status != null && (status.getShort(28) & S_IFMT) == S_IFDIR;
    }

    /** Whether it is a named pipe now, no link followed. */
    public boolean isPipe(ByteString path) {
        ByteBuffer status = statx(path, AT_SYMLINK_NOFOLLOW);
        return status != null && (status.getShort(28) & S_IFMT) == S_IFIFO;
    }

    /** struct statx: mask at 0, mode at 28, inode at 32, birth time (s, ns) at 80, device at 136. */
    private ByteBuffer statx(ByteString path, int flags) {
        byte[] buffer = new byte[256];
        int result = libc.statx(AT_FDCWD, path.nulTerminated(), flags, STATX_TYPE | STATX_INO | STATX_BTIME, buffer);
        return result < 0 ? null : ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder());
    }
}
