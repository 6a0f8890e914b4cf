package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.roarbench.proxy.wire.HeaderFields;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Chunks of our own size, where the client's cannot be kept. A signed one is held until its hash is known. */
final class NewFraming extends Framing {

    /** S3 endpoints bound chunks at 16 MiB. */
    static final int UNSIGNED_FRAME = 1 << 20;
    /** Held whole; S3 wants 8 KiB at least. */
    static final int SIGNED_FRAME = 64 << 10;

    private final MessageDigest sha256;
    private final Queue<ByteBuf> frameBytes = new ArrayDeque<>(2);
    private final long decodedLength;
    private long frameLeft;
    private long framed;

    NewFraming(boolean signed, long decodedLength) {
        this.decodedLength = decodedLength;
        try {
            this.sha256 = signed ? MessageDigest.getInstance("SHA-256") : null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which SigV4 needs", e);
        }
    }

    static int frame(boolean signed) {
        return signed ? SIGNED_FRAME : UNSIGNED_FRAME;
    }

    @Override
    boolean signed() {
        return sha256 != null;
    }

    @Override
    public void chunk(String sizeText, long size, byte[] hash) {
        // The client's; the origin gets others.
    }

    @Override
    public void data(ByteBuf bytes) {
        while (bytes.isReadable()) {
            if (frameLeft == 0) {
                begin();
            }
            int size = (int) Math.min(frameLeft, bytes.readableBytes());
            ByteBuf piece = bytes.readRetainedSlice(size);
            frameLeft -= size;
            if (signed()) {
                hold(piece);
            } else {
                emit(piece);
            }
        }
        bytes.release();
    }

    private void begin() {
        frameLeft = Math.min(frame(signed()), decodedLength - framed);
        if (frameLeft <= 0) {
            throw new IllegalStateException("more than the " + decodedLength + " bytes that were announced");
        }
        if (!signed()) {
            head(frameLeft, null);
        }
    }

    private void hold(ByteBuf piece) {
        for (ByteBuffer part : piece.nioBuffers()) {
            sha256.update(part);
        }
        frameBytes.add(piece);
        if (frameLeft == 0) {
            head(Math.min(SIGNED_FRAME, decodedLength - framed), sha256.digest());
            for (ByteBuf held = frameBytes.poll(); held != null; held = frameBytes.poll()) {
                emit(held);
            }
        }
    }

    private void head(long size, byte[] hash) {
        ByteBuf head = ByteBufAllocator.DEFAULT.directBuffer(112);
        chunkHead(head, framed == 0, Long.toHexString(size), hash);
        framed += size;
        emit(head);
    }

    @Override
    public void end(String sizeText, HeaderFields trailers) {
        ByteBuf last = ByteBufAllocator.DEFAULT.directBuffer(256);
        lastChunk(last, framed == 0, "0", trailers, false, trailers.size() > 0);
        emit(last);
        finish();
    }

    @Override
    public void close() {
        super.close();
        frameBytes.forEach(ByteBuf::release);
        frameBytes.clear();
    }
}
