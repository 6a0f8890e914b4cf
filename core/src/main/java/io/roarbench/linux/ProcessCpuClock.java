package io.roarbench.linux;

import com.sun.jna.Native;

/**
 * The CPU time of a process; see clock_getcpuclockid(3). Threads that have ended are in it, which a sum over
 * {@code /proc/PID/task} loses, and it counts ns, where {@code /proc/PID/stat} counts ticks of 10 ms. Linux only.
 */
public final class ProcessCpuClock {

    private ProcessCpuClock() {
    }

    /**
     * User and system time of all threads of a process, ns, since it started.
     *
     * @throws SystemCallException with {@link Errno#ESRCH} if there is no such process
     */
    public static long nanos(long pid) throws SystemCallException {
        Linux.require("clock_getcpuclockid");
        int[] clock = new int[1];
        int error = Calls.clock_getcpuclockid((int) pid, clock);
        long[] time = new long[2];
        if (error == 0 && Calls.clock_gettime(clock[0], time) != 0) {
            error = Native.getLastError();
        }
        if (error != 0) {
            // The kernel calls the clock of a process that has ended an invalid one.
            throw new SystemCallException("clock_getcpuclockid", "process " + pid,
                    error == Errno.EINVAL.number() ? Errno.ESRCH.number() : error);
        }
        return time[0] * 1_000_000_000L + time[1];
    }

    /** Loaded only after the check that this is Linux. */
    private static final class Calls {

        static {
            Native.register(Calls.class, "c");
        }

        static native int clock_getcpuclockid(int pid, int[] clock);

        static native int clock_gettime(int clock, long[] secondsAndNanos);
    }
}
