package io.roarbench.s3.origin;

import java.time.Duration;
import java.util.Random;

/**
 * A simulated network: every answer waits this long, evenly spread between both bounds.
 *
 * @param least shortest wait
 * @param most  longest wait; the same as {@code least} for a constant one
 * @param seed  of the spread
 */
public record ResponseDelay(Duration least, Duration most, long seed) {

    public ResponseDelay {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("delay from " + least + " to " + most + ": want 0 <= least <= most");
        }
    }

    public static ResponseDelay none() {
        return constant(Duration.ZERO);
    }

    public static ResponseDelay constant(Duration delay) {
        return new ResponseDelay(delay, delay, 0);
    }

    Random random() {
        return new Random(seed);
    }

    /** Nanoseconds to wait this time. */
    long next(Random random) {
        long span = most.toNanos() - least.toNanos();
        return least.toNanos() + (span == 0 ? 0 : (long) (random.nextDouble() * span));
    }
}
