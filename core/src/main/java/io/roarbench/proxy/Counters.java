package io.roarbench.proxy;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private volatile String trouble;

    void ownTime(long nanos) {
        ownTime.recordValue(Math.max(0, nanos));
    }

    /** One more of that class; see {@link ProxyStatistics#errors()}. */
    void error(String kind) {
        errors.computeIfAbsent(kind, any -> new LongAdder()).increment();
    }

    private Map<String, Long> errorCounts() {
        Map<String, Long> counts = new TreeMap<>();
        errors.forEach((kind, count) -> counts.put(kind, count.sum()));
        return Collections.unmodifiableMap(counts);
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
                clients.get(), upstreams.get(), soFar.copy(), trouble, errorCounts());
    }
}
