package io.roarbench.linux;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code CLOCK_REALTIME_COARSE}: the clock of file times, which goes in ticks of 1 to 10 ms. */
public final class CoarseClock {

    private static final int CLOCK_REALTIME_COARSE = 5;

    private final Libc libc = Native.load("c", Libc.class);

    interface Libc extends Library {
        int clock_gettime(int clock, long[] secondsAndNanos);
    }

    /** ns since 1970 UTC. */
    public long nanos() {
        long[] time = new long[2];
        libc.clock_gettime(CLOCK_REALTIME_COARSE, time);
        return time[0] * 1_000_000_000L + time[1];
    }

    /** Waits for a tick after {@code nanos}, at most some ms, and returns its time. */
    public long after(long nanos) {
        long now = nanos();
        while (now <= nanos) {
            Thread.onSpinWait();
            now = nanos();
        }
        return now;
    }
}
