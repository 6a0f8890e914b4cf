package io.roarbench.linux;

import com.sun.jna.Native;

/** {@code SCHED_IDLE} of sched(7): a thread that runs only where nothing else wants to. Linux only. */
public final class IdlePriority {

    private static final int CALLER = 0;
    private static final int SCHED_IDLE = 5;

    private IdlePriority() {
    }

    /**
     * Gives the calling thread idle priority, for good: a kernel need not let an unprivileged thread out of it.
     *
     * @throws SystemCallException if the kernel does not allow it
     */
    public static void ofCallingThread() throws SystemCallException {
        Linux.require("sched_setscheduler");
        if (Calls.sched_setscheduler(CALLER, SCHED_IDLE, new int[1]) != 0) {
            throw new SystemCallException("sched_setscheduler", "the calling thread to SCHED_IDLE", Native.getLastError());
        }
    }

    /** Loaded only after the check that this is Linux. */
    private static final class Calls {

        static {
            Native.register(Calls.class, "c");
        }

        /** @param priority a {@code struct sched_param}: one int, which idle priority wants to be 0 */
        static native int sched_setscheduler(int thread, int policy, int[] priority);
    }
}
