package io.roarbench.proxy.wire;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How an event loop waits: where an event is expected soon, it looks for it again and again for a while before it sleeps.
 * That costs CPU time, and saves what it takes to be woken, twice for each request. As long as it seldom succeeds, it is
 * seldom tried. Confined to its loop.
 */
public final class BusyPolling implements SelectStrategy {

    /** At one success in three it is kept up. */
    private static final int GAIN = 2;
    private static final int MOST_CREDIT = 32;
    /** Without credit it is tried once in so many times. */
    private static final int PROBE = 64;

    private final long limitNanos;
    private final LongSupplier nanoTime;
    private boolean expecting;
    private int credit = MOST_CREDIT;
    private int skipped;

    /** @param limit longest time without an event; zero: it always sleeps */
    public BusyPolling(Duration limit) {
        this(limit.toNanos(), System::nanoTime);
    }

    BusyPolling(long limitNanos, LongSupplier nanoTime) {
        this.limitNanos = limitNanos;
        this.nanoTime = nanoTime;
    }

    /** An answer, or the next request, may be near. */
    public void expect() {
        expecting = limitNanos > 0;
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return selectNow.get();
        }
        boolean wanted = expecting;
        expecting = false;
        if (!wanted || credit == 0 && ++skipped < PROBE) {
            return SELECT;
        }
        skipped = 0;
        long end = nanoTime.getAsLong() + limitNanos;
        do {
            int ready = selectNow.get();
            if (ready > 0) {
                credit = Math.min(MOST_CREDIT, credit + GAIN);
                return ready;
            }
            Thread.onSpinWait();
        } while (nanoTime.getAsLong() - end < 0);
        credit = Math.max(0, credit - 1);
        return SELECT;
    }
}
