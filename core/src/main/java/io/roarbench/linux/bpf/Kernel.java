package io.roarbench.linux.bpf;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;

/** System calls that libc has no functions for, by number. Thread-safe. */
final class Kernel {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ENOSPC = 28;

    private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");
    private static final int SYS_BPF = AARCH64 ? 280 : 321;
    private static final int SYS_PERF_EVENT_OPEN = AARCH64 ? 241 : 298;
    /** Larger than any kernel's; what is beyond a kernel's own size is zero and therefore accepted. */
    private static final int ATTR_BYTES = 144;

    private final Libc libc = Native.load("c", Libc.class);

    interface Libc extends Library {
        long syscall(long number, long a, long b, long c, long d, long e) throws LastErrorException;

        Pointer mmap(Pointer address, long length, int protection, int flags, int fd, long offset)
                throws LastErrorException;

        int munmap(Pointer address, long length);

        int ioctl(int fd, long request, long argument) throws LastErrorException;

        int close(int fd);
    }

    Libc libc() {
        return libc;
    }

    /** A zeroed {@code union bpf_attr}. */
    static Memory attributes() {
        Memory memory = new Memory(ATTR_BYTES);
        memory.clear();
        return memory;
    }

    /** {@code bpf(2)}; the result, or minus the error number. */
    int bpf(int command, Memory attributes) {
        try {
            return (int) libc.syscall(SYS_BPF, command, Pointer.nativeValue(attributes), ATTR_BYTES, 0, 0);
        } catch (LastErrorException e) {
            return -e.getErrorCode();
        }
    }

    int perfEventOpen(Memory attributes, int pid, int cpu, int groupFd, long flags) throws IOException {
        return call("perf_event_open", SYS_PERF_EVENT_OPEN, Pointer.nativeValue(attributes), pid, cpu, groupFd, flags);
    }

    int call(String name, long number, long a, long b, long c, long d, long e) throws IOException {
        try {
            return (int) libc.syscall(number, a, b, c, d, e);
        } catch (LastErrorException error) {
            throw new IOException(name + " failed: " + describe(error.getErrorCode()), error);
        }
    }

    void ioctl(String name, int fd, long request, long argument) throws IOException {
        try {
            libc.ioctl(fd, request, argument);
        } catch (LastErrorException error) {
            throw new IOException(name + " failed: " + describe(error.getErrorCode()), error);
        }
    }

    static String describe(int error) {
        return switch (error) {
            case EPERM -> "operation not permitted (needs root, or CAP_BPF and CAP_PERFMON)";
            case ENOENT -> "no such file or element";
            case 7 -> "too big (E2BIG)";
            case 12 -> "out of memory, or RLIMIT_MEMLOCK too small (before Linux 5.11)";
            case 22 -> "invalid argument";
            case ENOSPC -> "no space left";
            case 38 -> "not in this kernel (ENOSYS)";
            default -> "error " + error;
        };
    }
}
