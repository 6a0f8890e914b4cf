package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;

/** What of a request's body has gone up, while it may have to go up again elsewhere. */
final class SentBody implements AutoCloseable {

    private final Queue<ByteBuf> kept = new ArrayDeque<>(2);
    private final int most;
    private int size;
    private boolean whole = true;

    /** @param most bytes that are kept; if more go up, none are */
    SentBody(int most) {
        this.most = most;
    }

    /** The buffer stays the caller's. */
    void add(ByteBuf bytes) {
        size += bytes.readableBytes();
        whole &= size <= most;
        if (whole) {
            kept.add(bytes.retainedDuplicate());
        } else {
            close();
        }
    }

    /** Whether all that has gone up is here. */
    boolean whole() {
        return whole;
    }

    /** Gives all of it away. */
    void moveTo(Queue<ByteBuf> other) {
        other.addAll(kept);
        kept.clear();
    }

    @Override
    public void close() {
        kept.forEach(ByteBuf::release);
        kept.clear();
    }
}
