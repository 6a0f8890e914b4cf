package io.roarbench.measure;

import java.util.function.LongSupplier;

/** Time that only measured things move forward. */
final class VirtualTime implements Clock {

    private long now;

    @Override
    public long nanos() {
        return now;
    }

    void pass(long nanos) {
        now += nanos;
    }

    /** Something whose trials take what {@code duration} says, in this time. */
    Measurable taking(LongSupplier duration) {
        return () -> {
            long nanos = duration.getAsLong();
            pass(nanos);
            return Sample.of(nanos);
        };
    }
}
