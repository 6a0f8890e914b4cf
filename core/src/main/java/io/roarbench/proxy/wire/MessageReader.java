package io.roarbench.proxy.wire;

import io.netty.buffer.ByteBuf;

/**
 * Turns the bytes of one side of a connection into messages: a head, pieces of body, an end. After an end it stops, so that
 * a pipelined request waits until the one before is answered. Confined to one event loop.
 */
public final class MessageReader implements AutoCloseable {

    /** Takes the messages. A fault that it throws leaves {@link #read}. */
    public interface Listener {

        /** @return how the body is framed */
        BodyReader head(Head head) throws S3Fault;

        /** @param bytes to be released by the receiver */
        void body(ByteBuf bytes) throws S3Fault;

        void end() throws S3Fault;
    }

    private final HeadParser parser;
    private final Listener listener;
    private ByteBuf waiting;
    private BodyReader body;
    private boolean stopped;
    private boolean reading;
    private boolean closed;

    public MessageReader(HeadParser parser, Listener listener) {
        this.parser = parser;
        this.listener = listener;
    }

    /** Takes the bytes over, and releases them. */
    public void read(ByteBuf in) throws S3Fault {
        if (closed) {
            in.release();
            return;
        }
        if (waiting == null) {
            waiting = in;
        } else if (!waiting.isReadable()) {
            waiting.release();
            waiting = in;
        } else {
            waiting = joined(waiting, in);
        }
        process();
    }

    /** Copies: only heads and what is pipelined behind a request ever wait. */
    private static ByteBuf joined(ByteBuf first, ByteBuf second) {
        ByteBuf both = second.alloc().buffer(first.readableBytes() + second.readableBytes());
        both.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return both;
    }

    /** Goes on with the next message. */
    public void next() throws S3Fault {
        stopped = closed;
        process();
    }

    private void process() throws S3Fault {
        if (reading) {
            return; // next() was called from within a callback: the loop below sees it.
        }
        reading = true;
        try {
            while (!stopped && waiting != null && step()) {
                // Goes on until the bytes are used up.
            }
        } finally {
            reading = false;
            if (waiting != null && (closed || !waiting.isReadable())) {
                waiting.release();
                waiting = null;
            }
        }
    }

    private boolean step() throws S3Fault {
        if (body == null) {
            Head head = parser.parse(waiting);
            if (head == null) {
                return false;
            }
            body = listener.head(head);
        } else {
            ByteBuf bytes = body.next(waiting);
            if (bytes != null) {
                listener.body(bytes);
            } else if (!body.complete()) {
                return false;
            }
        }
        if (body != null && body.complete()) {
            finish();
        }
        return true;
    }

    private void finish() throws S3Fault {
        body = null;
        stopped = true;
        listener.end();
    }

    /**
     * So many bytes of the body went another way; none wait here.
     *
     * @param bytes at most {@link BodyReader#remaining}
     */
    public void passed(long bytes) throws S3Fault {
        body.skip(bytes);
        if (body.complete()) {
            finish();
        }
    }

    /** Whether a message has begun and not ended. */
    public boolean inMessage() {
        return body != null || waiting != null && waiting.isReadable() && !stopped;
    }

    /** Bytes that wait for their turn. */
    public int waitingBytes() {
        return waiting == null ? 0 : waiting.readableBytes();
    }

    @Override
    public void close() {
        closed = true;
        stopped = true;
        if (waiting != null && !reading) {
            waiting.release();
            waiting = null;
        }
    }
}
