package io.roarbench.s3.origin;

import java.util.Random;

/** Draws how long each answer waits; what it draws from can be changed at any time. Thread-safe. */
final class Delays {

    private record Drawn(ResponseDelay delay, Random random) {
    }

    private volatile Drawn from;

    Delays(ResponseDelay delay) {
        set(delay);
    }

    /** Draws from this from now on, from the beginning of its sequence. */
    void set(ResponseDelay delay) {
        from = new Drawn(delay, delay.random());
    }

    /** Nanoseconds for the next answer to wait. */
    long next() {
        Drawn now = from;
        return now.delay().next(now.random());
    }
}
