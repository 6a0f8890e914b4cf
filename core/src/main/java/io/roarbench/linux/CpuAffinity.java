package io.roarbench.linux;

import com.sun.jna.Native;
import java.util.Arrays;
import java.util.BitSet;

/**
 * On which CPUs a thread may run; see sched_setaffinity(2). Linux only.
 *
 * <p>A new thread and a new process inherit the CPUs of the thread that starts them. Setting a process's affinity by
 * its pid moves its main thread only, not threads it already has.
 */
public final class CpuAffinity {

    /** sched_setaffinity's number for the calling thread. */
    private static final int CALLER = 0;
    private static final int FIRST_MASK_BYTES = 128;
    private static final int LAST_MASK_BYTES = 1 << 16;

    private CpuAffinity() {
    }

    /**
     * The CPUs that the calling thread may run on, by number from 0; never empty.
     *
     * @throws SystemCallException with {@link Errno#ENOSYS} where this is not Linux
     */
    public static BitSet ofCallingThread() throws SystemCallException {
        return of(CALLER);
    }

    /**
     * The CPUs that a process's main thread, or a thread by its thread id, may run on.
     *
     * @throws SystemCallException with {@link Errno#ESRCH} if there is none of this id
     */
    public static BitSet of(int pid) throws SystemCallException {
        Linux.require("sched_getaffinity");
        for (int bytes = FIRST_MASK_BYTES;; bytes *= 2) {
            byte[] mask = new byte[bytes];
            if (Calls.sched_getaffinity(pid, bytes, mask) == 0) {
                return BitSet.valueOf(mask);
            }
            int error = Native.getLastError();
            boolean maskTooSmall = error == Errno.EINVAL.number() && bytes < LAST_MASK_BYTES;
            if (!maskTooSmall) {
                throw new SystemCallException("sched_getaffinity", subject(pid), error);
            }
        }
    }

    /**
     * Confines the calling thread.
     *
     * @param cpus by number from 0; those that this machine or the cgroup does not have are ignored by the kernel
     * @throws SystemCallException with {@link Errno#EINVAL} if none of them can be used
     */
    public static void setCallingThread(BitSet cpus) throws SystemCallException {
        set(CALLER, cpus);
    }

    /**
     * Confines a process's main thread, or a thread by its thread id.
     *
     * @throws SystemCallException with {@link Errno#ESRCH} if there is none, {@link Errno#EPERM} if it is somebody
     *         else's, {@link Errno#EINVAL} if none of the CPUs can be used
     */
    public static void set(int pid, BitSet cpus) throws SystemCallException {
        Linux.require("sched_setaffinity");
        byte[] given = cpus.toByteArray();
        byte[] mask = Arrays.copyOf(given, Math.max(FIRST_MASK_BYTES, (given.length + 7) / 8 * 8));
        if (Calls.sched_setaffinity(pid, mask.length, mask) != 0) {
            int error = Native.getLastError();
            throw new SystemCallException("sched_setaffinity", subject(pid) + " to CPUs " + cpus, error);
        }
    }

    private static String subject(int pid) {
        return pid == CALLER ? "the calling thread" : "process " + pid;
    }

    /** Loaded only after the check that this is Linux. */
    private static final class Calls {

        static {
            Native.register(Calls.class, "c");
        }

        static native int sched_getaffinity(int pid, long bytes, byte[] mask);

        static native int sched_setaffinity(int pid, long bytes, byte[] mask);
    }
}
