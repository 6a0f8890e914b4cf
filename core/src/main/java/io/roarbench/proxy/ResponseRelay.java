package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
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

    private final ClientConnection client;
    private final boolean http10;
    private boolean chunked;
    private long given;
    private long delivered;

    ResponseRelay(ClientConnection client, boolean http10) {
        this.client = client;
        this.http10 = http10;
    }

    void head(Head.Response head, BodyReader body, String method) {
        HeaderFields fields = new HeaderFields();
        String named = HopByHop.named(head.fields());
        for (int i = 0; i < head.fields().size(); i++) {
            if (!HopByHop.contains(head.fields().key(i), named)) {
                fields.add(head.fields().name(i), head.fields().key(i), head.fields().value(i));
            }
        }
        if (body.length() < 0) {
            chunked = !http10;
            if (chunked) {
                fields.add("Transfer-Encoding", "transfer-encoding", "chunked");
            } else {
                client.answerIsLast();
            }
        }
        client.connectionField(fields);
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(1024);
        HeadWriter.response(out, head.status(), head.reason(), fields);
        client.write(out);
    }

    void body(ByteBuf bytes) {
        if (chunked) {
            client.write(HttpChunks.head(bytes.readableBytes()));
        }
        int size = bytes.readableBytes();
        given += size;
        client.write(bytes, () -> delivered += size);
        if (chunked) {
            client.write(HttpChunks.tail());
        }
    }

    /** Body bytes that have not left this machine. */
    long undelivered() {
        return given - delivered;
    }

    void end(Delivery delivery) {
        client.writeLast(chunked ? HttpChunks.last() : Unpooled.EMPTY_BUFFER, delivery);
    }
}
