package io.roarbench.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes heads. Values must come from a parsed head or from a trusted place: they are not checked again. */
public final class HeadWriter {

    private HeadWriter() {
    }

    public static void request(ByteBuf out, String method, String target, HeaderFields fields) {
        ByteBufUtil.writeAscii(out, method);
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, target);
        ByteBufUtil.writeAscii(out, " HTTP/1.1\r\n");
        fields(out, fields);
    }

    public static void response(ByteBuf out, int status, String reason, HeaderFields fields) {
        ByteBufUtil.writeAscii(out, "HTTP/1.1 ");
        ByteBufUtil.writeAscii(out, Integer.toString(status));
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, reason);
        out.writeShort('\r' << 8 | '\n');
        fields(out, fields);
    }

    private static void fields(ByteBuf out, HeaderFields fields) {
        for (int i = 0; i < fields.size(); i++) {
            ByteBufUtil.writeAscii(out, fields.name(i));
            out.writeShort(':' << 8 | ' ');
            ByteBufUtil.writeAscii(out, fields.value(i));
            out.writeShort('\r' << 8 | '\n');
        }
        out.writeShort('\r' << 8 | '\n');
    }

    /** The reason phrase of a status; empty for a rare one. */
    public static String reason(int status) {
        io.netty.handler.codec.http.HttpResponseStatus known =
                io.netty.handler.codec.http.HttpResponseStatus.valueOf(status);
        return known.codeClass().contains(status) ? known.reasonPhrase() : "";
    }
}
