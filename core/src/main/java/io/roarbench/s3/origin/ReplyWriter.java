package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.roarbench.proxy.wire.HeadWriter;
import io.roarbench.proxy.wire.HeaderFields;
import java.io.IOException;
import java.util.HexFormat;

/** Writes answers onto one connection. */
final class ReplyWriter {

    private static final int SMALL = 16 << 10;

    private long requests;
    private long dateSecond;
    private String date;

    /** Unique on its connection, and nothing secret. */
    String nextRequestId() {
        requests++;
        return HexFormat.of().withUpperCase().toHexDigits((long) System.identityHashCode(this) << 32 | requests);
    }

    /** @param cut bytes of the body to send, if it is to be cut */
    void write(ChannelHandlerContext context, Reply reply, boolean headOnly, boolean keepAlive, long cut)
            throws IOException {
        HeaderFields fields = reply.fields();
        if (reply.status() != 204 && reply.status() != 304) {
            fields.add("Content-Length", "content-length", Long.toString(reply.length()));
        }
        if (!fields.has("x-amz-request-id")) {
            fields.add("x-amz-request-id", "x-amz-request-id", nextRequestId());
        }
        fields.add("Date", "date", date());
        fields.add("Server", "server", "roar-bench");
        if (!keepAlive) {
            fields.add("Connection", "connection", "close");
        }
        boolean inline = !headOnly && reply.text() != null && reply.length() <= SMALL && cut == reply.length();
        ByteBuf head = context.alloc().directBuffer(512 + (inline ? reply.text().length : 0));
        HeadWriter.response(head, reply.status(), HeadWriter.reason(reply.status()), fields);
        if (inline) {
            head.writeBytes(reply.text());
        }
        context.write(head, context.voidPromise());
        if (!headOnly && !inline && cut > 0) {
            body(context, reply, cut);
        }
    }

    private String date() {
        long now = System.currentTimeMillis();
        if (now / 1000 != dateSecond) {
            dateSecond = now / 1000;
            date = Reply.httpDate(now);
        }
        return date;
    }

    private static void body(ChannelHandlerContext context, Reply reply, long cut) throws IOException {
        if (reply.text() != null) {
            context.write(context.alloc().directBuffer((int) cut).writeBytes(reply.text(), 0, (int) cut),
                    context.voidPromise());
        } else {
            reply.body().write(reply.offset(), cut, piece -> context.write(piece, context.voidPromise()));
        }
    }
}
