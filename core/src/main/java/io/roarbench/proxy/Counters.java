package io.roarbench.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What all event loops of a proxy add to. */
final class Counters {

    private static final int DIGITS = 3;

    final LongAdder requests = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder bytesUp = new LongAdder();
    final LongAdder bytesDown = new LongAdder();
    final AtomicInteger clients = new AtomicInteger();
    final AtomicInteger upstreams = new AtomicInteger();
    private final Recorder ownTime = new Recorder(DIGITS);
    private final Histogram soFar = new Histogram(DIGITS);
    private volatile String trouble;

    void ownTime(long nanos) {
        ownTime.recordValue(Math.max(0, nanos));
    }

    /** Why the origin could not be reached, for who runs the proxy: clients need not know its address. */
    void unreachable(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        trouble = String.valueOf(deepest.getMessage());
    }

    synchronized ProxyStatistics snapshot() {
        soFar.add(ownTime.getIntervalHistogram());
        return new ProxyStatistics(requests.sum(), refused.sum(), failed.sum(), bytesUp.sum(), bytesDown.sum(),
                clients.get(), upstreams.get(), soFar.copy(), trouble);
    }
}
