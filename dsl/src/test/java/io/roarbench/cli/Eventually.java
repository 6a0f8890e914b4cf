package io.roarbench.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for what another process is about to do, and leaves it the processor meanwhile. */
final class Eventually {

    /** An endpoint and a proxy of their own warm up before their first sample: seconds here, far more on a busy machine. */
    private static final long LIMIT_NANOS = 180_000_000_000L;
    private static final long PAUSE_MILLIS = 5;

    private Eventually() {
    }

    /** @param state what to say of it when it never came true */
    static void holds(String what, Supplier<?> state, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what + "; " + state.get());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
