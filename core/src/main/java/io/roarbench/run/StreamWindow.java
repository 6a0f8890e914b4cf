package io.roarbench.run;

import io.roarbench.measure.statistics.SteadyState;
import io.roarbench.s3.client.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the bytes of streams that run at once. What counts is the window in which all of them run: as in MinIO's warp, it
 * begins when the last one has got its first bytes and ends when the first one has got its last; and within it what comes
 * before the rate is steady is left out, if it gets steady at all.
 */
final class StreamWindow {

    /** Streams go on reading until the window is as long as this, however unevenly they started. */
    private static final long SHORTEST_NANOS = 500_000_000;
    private static final long SEGMENT_NANOS = 10_000_000;
    private static final int LARGEST_WINDOW = 20;

    /**
     * @param nanos  length of the window
     * @param bytes  that came in it
     * @param steady whether the rate was found to be steady
     */
    record Rate(long nanos, long bytes, boolean steady) {
    }

    private record Mark(long nanos, long bytes) {
    }

    private final int streams;
    private final AtomicInteger begun = new AtomicInteger();
    private final LongAdder bytes = new LongAdder();
    private final AtomicReference<Mark> begin = new AtomicReference<>();
    private final AtomicReference<Mark> end = new AtomicReference<>();
    private final List<Mark> marks = new ArrayList<>();

    StreamWindow(int streams) {
        this.streams = streams;
    }

    /** What one stream tells its bytes. */
    final class Stream implements Progress {

        private boolean running;

        @Override
        public void received(int count) {
            bytes.add(count);
            if (!running) {
                running = true;
                if (begun.incrementAndGet() == streams) {
                    begin.set(now());
                }
            }
        }
    }

    Stream stream() {
        return new Stream();
    }

    /** A stream has ended, well or not. */
    void ended() {
        if (end.get() == null) {
            end.compareAndSet(null, now());
        }
    }

    /** Whether a stream that has read what it was to read may end. */
    boolean longEnough() {
        Mark first = begin.get();
        return end.get() != null || first != null && System.nanoTime() - first.nanos() >= SHORTEST_NANOS;
    }

    private Mark now() {
        return new Mark(System.nanoTime(), bytes.sum());
    }

    /** Looks at the counters until the window ends. */
    void watch() throws InterruptedException {
        while (end.get() == null) {
            LockSupport.parkNanos(SEGMENT_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while streams run");
            }
            marks.add(now());
        }
    }

    /** @throws IOException if there was no window: a stream had failed before the last began */
    Rate rate() throws IOException {
        Mark first = begin.get();
        Mark last = end.get();
        if (first == null || last.nanos() <= first.nanos() || last.bytes() <= first.bytes()) {
            throw new IOException("a stream ended before all " + streams + " ran");
        }
        List<Mark> within = new ArrayList<>();
        within.add(first);
        marks.stream().filter(m -> m.nanos() > first.nanos() && m.nanos() < last.nanos()).forEach(within::add);
        OptionalInt steady = steady(within);
        Mark from = within.get(steady.orElse(0));
        return new Rate(last.nanos() - from.nanos(), last.bytes() - from.bytes(), steady.isPresent());
    }

    private static OptionalInt steady(List<Mark> marks) {
        double[] rates = new double[marks.size() - 1];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (double) (marks.get(i + 1).bytes() - marks.get(i).bytes())
                    / (marks.get(i + 1).nanos() - marks.get(i).nanos());
        }
        int window = Math.min(LARGEST_WINDOW, rates.length / 4);
        return window < 3 ? OptionalInt.empty() : SteadyState.endOfWarmUp(rates, window);
    }
}
