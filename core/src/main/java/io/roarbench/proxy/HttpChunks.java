package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** HTTP's own chunked framing (RFC 9112 §7.1). */
final class HttpChunks {

    private HttpChunks() {
    }

    static ByteBuf head(int size) {
        return ascii(Integer.toHexString(size) + "\r\n");
    }

    static ByteBuf tail() {
        return ascii("\r\n");
    }

    static ByteBuf last() {
        return ascii("0\r\n\r\n");
    }

    private static ByteBuf ascii(String text) {
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(text.length());
        ByteBufUtil.writeAscii(out, text);
        return out;
    }
}
