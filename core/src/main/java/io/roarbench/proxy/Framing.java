package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.roarbench.proxy.signing.ChunkSignatures;
import io.roarbench.proxy.signing.ChunkSink;
import io.roarbench.proxy.wire.HeaderFields;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * How verified payload is framed for the origin. It stays one piece behind: a stream that ends too early must end too early
 * for the origin, too.
 */
abstract class Framing implements ChunkSink, AutoCloseable {

    private static final byte[] EMPTY_SHA256 = HexFormat.of()
            .parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    private static final String CHUNK_SIGNATURE = ";chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature:";
    private static final int SIGNATURE = 64;
    private static final int CRLF = 2;

    /** Null where chunks are not signed. */
    private ChunkSignatures chain;
    private Consumer<ByteBuf> up;
    private ByteBuf held;

    /** Where the next pieces go. */
    void to(Consumer<ByteBuf> other) {
        up = other;
    }

    /** Whether chunks are signed, and so need a chain before the first byte. */
    abstract boolean signed();

    void signWith(ChunkSignatures other) {
        chain = signed() ? other : null;
    }

    final void emit(ByteBuf piece) {
        if (held != null) {
            up.accept(held);
        }
        held = piece;
    }

    /** Everything is verified: what is held goes, too. */
    final void finish() {
        if (held != null) {
            ByteBuf last = held;
            held = null;
            up.accept(last);
        }
    }

    /** Writes what stands before a chunk's bytes. */
    final void chunkHead(ByteBuf out, boolean first, String sizeText, byte[] sha256) {
        crlf(out, !first);
        ByteBufUtil.writeAscii(out, sizeText);
        if (chain != null) {
            ByteBufUtil.writeAscii(out, CHUNK_SIGNATURE);
            ByteBufUtil.writeAscii(out, chain.chunk(sha256));
        }
        crlf(out, true);
    }

    /** Writes the last chunk, which is empty, and the trailer. */
    final void lastChunk(ByteBuf out, boolean first, String sizeText, HeaderFields trailers, boolean sameNames,
            boolean signTrailer) {
        chunkHead(out, first, sizeText, EMPTY_SHA256.clone());
        StringBuilder canonical = new StringBuilder();
        for (int i = 0; i < trailers.size(); i++) {
            String line = trailers.key(i) + ':' + trailers.value(i);
            canonical.append(line).append('\n');
            ByteBufUtil.writeAscii(out, sameNames ? trailers.name(i) : line);
            crlf(out, true);
        }
        if (chain != null && signTrailer) {
            ByteBufUtil.writeAscii(out, TRAILER_SIGNATURE);
            ByteBufUtil.writeAscii(out, chain.trailer(canonical.toString()));
            crlf(out, true);
        }
        crlf(out, true);
    }

    private static void crlf(ByteBuf out, boolean wanted) {
        if (wanted) {
            out.writeShort('\r' << 8 | '\n');
        }
    }

    /**
     * Bytes of a stream framed in chunks of that size.
     *
     * @param trailerLine length of the only trailer's line without its end; 0 if there is none
     */
    static long framedLength(long decodedLength, long frame, boolean signed, int trailerLine) {
        long signature = signed ? CHUNK_SIGNATURE.length() + SIGNATURE : 0;
        long whole = decodedLength / frame;
        long rest = decodedLength % frame;
        long chunks = whole * (chunkHeadLength(frame) + signature + frame + CRLF)
                + (rest == 0 ? 0 : chunkHeadLength(rest) + signature + rest + CRLF);
        long trailer = trailerLine == 0 ? 0
                : trailerLine + CRLF + (signed ? TRAILER_SIGNATURE.length() + SIGNATURE + CRLF : 0);
        return chunks + chunkHeadLength(0) + signature + trailer + CRLF;
    }

    private static int chunkHeadLength(long size) {
        return Long.toHexString(size).length() + CRLF;
    }

    @Override
    public void close() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
