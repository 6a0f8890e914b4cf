package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.HeaderFields;

/** The payload alone. */
final class NoFraming extends Framing {

    @Override
    boolean signed() {
        return false;
    }

    @Override
    public void chunk(String sizeText, long size, byte[] sha256) {
        // The client's; the origin gets none.
    }

    @Override
    public void data(ByteBuf bytes) {
        emit(bytes);
    }

    @Override
    public void end(String sizeText, HeaderFields trailers) {
        finish();
    }
}
