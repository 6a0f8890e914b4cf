package io.roarbench.linux.process;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** How the scheduler weighs one thread. */
public final class ThreadPriority {

    private static final int PRIO_PROCESS = 0;

    private final Libc libc = Native.load("c", Libc.class);

    interface Libc extends Library {
        int setpriority(int which, int who, int niceness);
    }

    /**
     * Changes the niceness of the calling thread, see {@code setpriority(2)}.
     *
     * @param niceness −20 (most CPU time) to 19
     * @return false if that is not permitted (less than 0 needs CAP_SYS_NICE)
     */
    public boolean set(int niceness) {
        return libc.setpriority(PRIO_PROCESS, ThreadId.current(), niceness) == 0;
    }
}
