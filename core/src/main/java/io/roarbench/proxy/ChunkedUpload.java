package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.roarbench.proxy.signing.AwsChunkedDecoder;
import io.roarbench.proxy.signing.ChunkSignatures;
import io.roarbench.proxy.signing.ChunkSink;
import io.roarbench.proxy.signing.Payload;
import io.roarbench.proxy.signing.VerifiedRequest;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Fault;
import java.util.function.Consumer;

/**
 * An {@code aws-chunked} body: verified chunk by chunk, and framed again in exactly as many bytes, so that its length is
 * known beforehand. The hash that proved the client's chunk signs ours: one pass over the bytes serves both.
 */
final class ChunkedUpload implements UploadBody, ChunkSink {

    private final AwsChunkedDecoder decoder;
    private final Consumer<ByteBuf> payload;
    private final boolean trailer;
    private final boolean signed;
    private final long frame;
    private final long decodedLength;
    private ChunkSignatures outbound;
    private Consumer<ByteBuf> up;
    private long sent;
    private long frameLeft;
    private ByteBuf held;

    /**
     * @param frame size of the chunks for the origin, or 0 to keep the client's
     */
    ChunkedUpload(VerifiedRequest request, long decodedLength, String xAmzTrailer, long frame,
            Consumer<ByteBuf> payload) {
        this.decoder = new AwsChunkedDecoder(request.payload(), decodedLength, xAmzTrailer, request.chunks(), this);
        this.payload = payload;
        this.signed = request.payload().signedChunks();
        this.trailer = request.payload() != Payload.SIGNED_CHUNKS;
        this.frame = frame;
        this.decodedLength = decodedLength;
    }

    /** Needed for signed chunks before the first byte. */
    @Override
    public void signWith(ChunkSignatures chain) {
        outbound = signed ? chain : null;
    }

    @Override
    public boolean sameEverywhere() {
        return !signed;
    }

    @Override
    public void feed(ByteBuf bytes, Consumer<ByteBuf> to) throws S3Fault {
        up = to;
        try {
            decoder.feed(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void end(Consumer<ByteBuf> to) throws S3Fault {
        decoder.finish();
    }

    @Override
    public void chunk(String sizeText, long size, byte[] sha256) {
        if (frame > 0) {
            return;
        }
        ByteBuf head = ByteBufAllocator.DEFAULT.directBuffer(112);
        crlf(head, sent > 0);
        head.writeCharSequence(sizeText, java.nio.charset.StandardCharsets.US_ASCII);
        if (sha256 != null) {
            signature(head, outbound.chunk(sha256));
        }
        crlf(head, true);
        emit(head);
    }

    /** One piece behind: a stream that ends too early must end too early for the origin, too. */
    private void emit(ByteBuf piece) {
        if (held != null) {
            up.accept(held);
        }
        held = piece;
    }

    @Override
    public void data(ByteBuf bytes) {
        payload.accept(bytes);
        if (frame == 0) {
            sent += bytes.readableBytes();
            emit(bytes);
            return;
        }
        while (bytes.isReadable()) {
            if (frameLeft == 0) {
                beginFrame();
            }
            int size = (int) Math.min(frameLeft, bytes.readableBytes());
            emit(bytes.readRetainedSlice(size));
            frameLeft -= size;
            sent += size;
        }
        bytes.release();
    }

    private void beginFrame() {
        frameLeft = Math.min(frame, decodedLength - sent);
        ByteBuf head = ByteBufAllocator.DEFAULT.directBuffer(24);
        crlf(head, sent > 0);
        ByteBufUtil.writeAscii(head, Long.toHexString(frameLeft));
        crlf(head, true);
        emit(head);
    }

    @Override
    public void end(String sizeText, HeaderFields trailers) {
        ByteBuf last = ByteBufAllocator.DEFAULT.directBuffer(256);
        crlf(last, sent > 0);
        ByteBufUtil.writeAscii(last, frame > 0 ? "0" : sizeText);
        if (outbound != null) {
            signature(last, outbound.chunk(EMPTY_SHA256.clone()));
        }
        crlf(last, true);
        StringBuilder canonical = new StringBuilder();
        for (int i = 0; i < trailers.size(); i++) {
            String line = trailers.key(i) + ':' + trailers.value(i);
            canonical.append(line).append('\n');
            ByteBufUtil.writeAscii(last, frame > 0 ? line : trailers.name(i));
            crlf(last, true);
        }
        if (outbound != null && trailer) {
            ByteBufUtil.writeAscii(last, "x-amz-trailer-signature:" + outbound.trailer(canonical.toString()));
            crlf(last, true);
        }
        crlf(last, true);
        emit(last);
        held = null;
        up.accept(last);
    }

    private static final byte[] EMPTY_SHA256 = java.util.HexFormat.of()
            .parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static void signature(ByteBuf out, String signature) {
        ByteBufUtil.writeAscii(out, ";chunk-signature=");
        ByteBufUtil.writeAscii(out, signature);
    }

    private static void crlf(ByteBuf out, boolean wanted) {
        if (wanted) {
            out.writeShort('\r' << 8 | '\n');
        }
    }

    /** Bytes of an unsigned stream framed in chunks of that size. */
    static long framedLength(long decodedLength, long frame, int trailerLineLength) {
        long whole = decodedLength / frame;
        long rest = decodedLength % frame;
        long chunks = whole * (Long.toHexString(frame).length() + 4 + frame)
                + (rest == 0 ? 0 : Long.toHexString(rest).length() + 4 + rest);
        return chunks + 3 + trailerLineLength + 2 + 2;
    }

    @Override
    public void close() {
        decoder.close();
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
