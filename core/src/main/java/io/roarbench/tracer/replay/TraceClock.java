package io.roarbench.tracer.replay;

import java.time.Instant;

/**
 * Turns {@code CLOCK_MONOTONIC} times of events into instants.
 *
 * @param monotonicNanos a monotonic time
 * @param instant the instant that it stands for
 */
public record TraceClock(long monotonicNanos, Instant instant) {

    /** By this JVM's clocks; on Linux {@link System#nanoTime()} is {@code CLOCK_MONOTONIC}. */
    public static TraceClock now() {
        return new TraceClock(System.nanoTime(), Instant.now());
    }

    /**
     * A clock for a run that began with a tick of the clock of file times: what was born at that tick or later, and nothing else, is
     * the run's. ({@link Births} allows for one tick where the start is not so exact.)
     *
     * @param tickNanos ns since 1970 UTC
     */
    public static TraceClock startingAt(long tickNanos) {
        TraceClock now = now();
        long shift = tickNanos + Births.TICK_NANOS - now.epochNanos();
        return new TraceClock(now.monotonicNanos + shift, now.instant.plusNanos(shift));
    }

    /** When that was. */
    public Instant at(long nanos) {
        return instant.plusNanos(nanos - monotonicNanos);
    }

    /** Its own instant, ns since 1970 UTC. */
    long epochNanos() {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
