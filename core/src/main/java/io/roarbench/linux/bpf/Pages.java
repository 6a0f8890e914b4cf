package io.roarbench.linux.bpf;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The size of a memory page. */
public final class Pages {

    private static final int SC_PAGESIZE = 30;

    private Pages() {
    }

    interface Libc extends Library {
        long sysconf(int name);
    }

    /** {@code sysconf(_SC_PAGESIZE)}: 4096 on x86-64; 4096, 16384 or 65536 on aarch64. */
    public static int bytes() {
        return (int) Native.load("c", Libc.class).sysconf(SC_PAGESIZE);
    }
}
