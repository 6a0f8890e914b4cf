package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.RingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads the ring by polling (waking a reader costs the traced program more than everything else together). Emptying the ring comes
 * before translating what was in it, so that a slow translation does not lose records.
 */
final class RingReader {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final long SHORTEST_NANOS = 500_000;
    private static final long LONGEST_NANOS = 5_000_000;
    private static final long LAST_RECORDS_NANOS = 200_000_000;

    private final KernelSide kernel;
    private final RingBuffer ring;
    private final Translator translator;
    private final Queue<ByteBuffer> backlog = new ArrayDeque<>();
    private long pause = SHORTEST_NANOS;

    RingReader(KernelSide kernel, Translator translator) {
        this.kernel = kernel;
        this.ring = kernel.ring();
        this.translator = translator;
    }

    /** Reads until the command has ended and no task of it is left, or {@code abandoned}. */
    void run(BooleanSupplier commandEnded, BooleanSupplier abandoned) throws IOException {
        while (!abandoned.getAsBoolean()) {
            // In this order: what was sent before the last task went is then in the ring.
            boolean over = commandEnded.getAsBoolean() && !kernel.hasTasks();
            boolean busy = round();
            if (over && !busy) {
                kernel.detach();
                lastRecords();
                return;
            }
            if (!busy) {
                LockSupport.parkNanos(this, pause);
                pause = Math.min(LONGEST_NANOS, 2 * pause);
            }
        }
        kernel.detach();
    }

    /** Whether there was anything to do. */
    private boolean round() {
        if (ring.available() > ring.capacity() / 32) {
            pause = SHORTEST_NANOS;
        }
        for (ByteBuffer taken = ring.take(CHUNK_BYTES); taken != null; taken = ring.take(CHUNK_BYTES)) {
            backlog.add(taken);
        }
        ByteBuffer next = backlog.poll();
        if (next != null) {
            translator.translate(next);
        }
        return next != null;
    }

    /** A program may still be at its last instructions on another CPU: reads until all that was sent has come. */
    private void lastRecords() throws IOException {
        long end = System.nanoTime() + LAST_RECORDS_NANOS;
        while (round() || missing() != 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Records that the programs say they sent, less those that came. */
    long missing() throws IOException {
        return counted().get(Counter.EMITTED) - translator.records();
    }

    Map<Counter, Long> counted() throws IOException {
        return kernel.counted();
    }
}
