package io.roarbench.linux.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/** waitid(2). */
final class WaitCalls {

    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;

    static {
        Native.register(WaitCalls.class, "c");
    }

    private WaitCalls() {
    }

    private static native int waitid(int idType, int id, byte[] info, int options) throws LastErrorException;

    static void waitForExitWithoutReaping(int pid) {
        waitid(P_PID, pid, new byte[128], WEXITED | WNOWAIT);
    }
}
