package io.roarbench.linux.process;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The kernel's id of a thread. */
public final class ThreadId {

    private static final long SYS_GETTID = System.getProperty("os.arch").equals("aarch64") ? 178 : 186;

    private ThreadId() {
    }

    interface Libc extends Library {
        long syscall(long number);
    }

    /** {@code gettid(2)} of the calling thread. */
    public static int current() {
        return (int) Native.load("c", Libc.class).syscall(SYS_GETTID);
    }
}
