package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.roarbench.proxy.wire.HeaderFields;

/**
 * The client's own chunks, in exactly as many bytes, so that the length is known beforehand. The hash that proved the client's
 * chunk signs ours: one pass over the bytes serves both.
 */
final class KeptFraming extends Framing {

    private final boolean signed;
    private final boolean trailer;
    private boolean begun;

    KeptFraming(boolean signed, boolean trailer) {
        this.signed = signed;
        this.trailer = trailer;
    }

    @Override
    boolean signed() {
        return signed;
    }

    @Override
    public void chunk(String sizeText, long size, byte[] sha256) {
        ByteBuf head = ByteBufAllocator.DEFAULT.directBuffer(112);
        chunkHead(head, !begun, sizeText, sha256);
        begun = true;
        emit(head);
    }

    @Override
    public void data(ByteBuf bytes) {
        emit(bytes);
    }

    @Override
    public void end(String sizeText, HeaderFields trailers) {
        ByteBuf last = ByteBufAllocator.DEFAULT.directBuffer(256);
        lastChunk(last, !begun, sizeText, trailers, true, trailer);
        emit(last);
        finish();
    }
}
