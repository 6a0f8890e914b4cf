package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeadWriter;
import io.roarbench.proxy.wire.HeaderFields;

/** The origin's answer on its way to the client: fields as they came, connection handling our own. */
final class ResponseRelay {

    /** Told whether the last byte left this machine. */
    @FunctionalInterface
    interface Delivery {
        void done(boolean delivered);
    }

    /** A body no longer than that is copied behind its head: one write costs less than two. */
    private static final int SMALL = 8 << 10;

    private final ClientConnection client;
    private final boolean http10;
    private boolean chunked;
    /** The head of an answer with a small body, and what there is of that; null once it is written. */
    private ByteBuf gathered;
    private long given;
    private long delivered;

    ResponseRelay(ClientConnection client, boolean http10) {
        this.client = client;
        this.http10 = http10;
    }

    void head(Head.Response head, BodyReader body, String method) {
        HeaderFields fields = HopByHop.without(head.fields());
        if (body.length() < 0) {
            chunked = !http10;
            if (chunked) {
                fields.add("Transfer-Encoding", "transfer-encoding", "chunked");
            } else {
                client.answerIsLast();
            }
        }
        client.connectionField(fields);
        boolean small = body.length() >= 0 && body.length() <= SMALL;
        ByteBuf out = client.buffer(1024 + (small ? (int) body.length() : 0));
        HeadWriter.response(out, head.status(), head.reason(), fields);
        if (small) {
            gathered = out;
        } else {
            client.write(out);
        }
    }

    void body(ByteBuf bytes) {
        int size = bytes.readableBytes();
        given += size;
        if (gathered != null) {
            gathered.writeBytes(bytes);
            bytes.release();
            return;
        }
        if (chunked) {
            client.write(HttpChunks.head(size));
        }
        client.write(bytes, () -> delivered += size);
        if (chunked) {
            client.write(HttpChunks.tail());
        }
    }

    /** Writes what is gathered: more is not here yet. */
    void push() {
        if (gathered != null) {
            long size = given;
            client.write(taken(), () -> delivered += size);
        }
    }

    private ByteBuf taken() {
        ByteBuf out = gathered;
        gathered = null;
        return out;
    }

    /** Whether the body goes to the client as it comes. */
    boolean asItComes() {
        return !chunked;
    }

    /** Body bytes went another way, and have left this machine. */
    void passed(long bytes) {
        given += bytes;
        delivered += bytes;
    }

    /** Body bytes that have not left this machine. */
    long undelivered() {
        return given - delivered;
    }

    void end(Delivery delivery) {
        client.writeLast(gathered != null ? taken() : chunked ? HttpChunks.last() : Unpooled.EMPTY_BUFFER, delivery);
    }
}
