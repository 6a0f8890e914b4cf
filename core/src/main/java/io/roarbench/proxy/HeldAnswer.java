package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.Head;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer that may be a redirect, held back until that is clear. S3's errors are far smaller than what is held. */
final class HeldAnswer implements AutoCloseable {

    private static final int MOST = 16 << 10;

    private final Head.Response head;
    private final BodyReader body;
    private final List<ByteBuf> pieces = new ArrayList<>(1);
    private int size;

    HeldAnswer(Head.Response head, BodyReader body) {
        this.head = head;
        this.body = body;
    }

    Head.Response head() {
        return head;
    }

    BodyReader body() {
        return body;
    }

    /** Takes the bytes over. */
    void add(ByteBuf bytes) {
        size += bytes.readableBytes();
        pieces.add(bytes);
    }

    boolean tooLong() {
        return size > MOST;
    }

    String text() {
        StringBuilder text = new StringBuilder(size);
        pieces.forEach(piece -> text.append(piece.toString(StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** The body so far, to be released by the caller. */
    List<ByteBuf> pieces() {
        List<ByteBuf> given = List.copyOf(pieces);
        pieces.clear();
        return given;
    }

    @Override
    public void close() {
        pieces().forEach(ByteBuf::release);
    }
}
