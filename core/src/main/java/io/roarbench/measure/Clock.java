package io.roarbench.measure;

/** Monotonic time; a port, so that schedules and budgets are tested in virtual time. */
@FunctionalInterface
public interface Clock {

    /** The JVM's monotonic clock. */
    Clock SYSTEM = System::nanoTime;

    /** Nanoseconds since an arbitrary origin; never goes back. */
    long nanos();
}
