package io.roarbench.proxy.wire;

import io.roarbench.linux.SplicePipe;
import io.roarbench.linux.SystemCallException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Empty pipes of one event loop. */
public final class PipePool implements AutoCloseable {

    /** What is allowed to anybody unless the administrator says less. */
    private static final int CAPACITY = 1 << 20;
    /** With a smaller one, to copy costs less. */
    private static final int LEAST_CAPACITY = 64 << 10;
    private static final int MOST_IDLE = 16;

    private final Deque<SplicePipe> idle = new ArrayDeque<>();
    private boolean available;

    /** @param wanted whether there are to be any at all */
    public PipePool(boolean wanted) {
        available = wanted;
    }

    /** A pipe, or null if there is none that would be of use: then bytes are to be copied. */
    SplicePipe take() {
        SplicePipe pipe = idle.pollFirst();
        if (pipe != null || !available) {
            return pipe;
        }
        try {
            pipe = SplicePipe.open(CAPACITY);
        } catch (SystemCallException e) {
            return null; // Too many descriptors, or no Linux. The ordinary way needs none, and says what is wrong if it, too, fails.
        } catch (LinkageError e) {
            available = false; // JNA's library cannot be loaded here, now or later.
            return null;
        }
        if (pipe.capacity() < LEAST_CAPACITY) {
            pipe.close();
            return null;
        }
        return pipe;
    }

    /** One with bytes in it is not kept: they belong to somebody. */
    void give(SplicePipe pipe) {
        if (available && pipe.held() == 0 && idle.size() < MOST_IDLE) {
            idle.addFirst(pipe);
        } else {
            pipe.close();
        }
    }

    /** Closes those that nobody has, and keeps none any more. */
    @Override
    public void close() {
        available = false;
        idle.forEach(SplicePipe::close);
        idle.clear();
    }
}
