package io.roarbench.proxy.signing;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.HeaderFields;

/** Takes what an {@link AwsChunkedDecoder} found, in order. */
public interface ChunkSink {

    /**
     * A chunk begins; in a signed stream it is whole and its signature holds.
     *
     * @param sizeText the size as the client wrote it, in hex
     * @param size     in bytes, 1 or more
     * @param sha256   of the chunk's bytes in a signed stream, else null
     */
    void chunk(String sizeText, long size, byte[] sha256);

    /** Bytes of the chunk; the receiver must release them. */
    void data(ByteBuf bytes);

    /**
     * The stream is whole: length, trailers, checksum and every signature hold.
     *
     * @param sizeText the zero that ended it, as the client wrote it
     * @param trailers without {@code x-amz-trailer-signature}; {@code name} is the whole line as the client wrote it
     */
    void end(String sizeText, HeaderFields trailers);
}
