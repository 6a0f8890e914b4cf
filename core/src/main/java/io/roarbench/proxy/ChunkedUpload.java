package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.AwsChunkedDecoder;
import io.roarbench.proxy.signing.ChunkSignatures;
import io.roarbench.proxy.signing.ChunkSink;
import io.roarbench.proxy.signing.VerifiedRequest;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Fault;
import java.util.function.Consumer;

/** An {@code aws-chunked} body: verified chunk by chunk, and framed again for the origin. */
final class ChunkedUpload implements UploadBody, ChunkSink {

    private final AwsChunkedDecoder decoder;
    private final Consumer<ByteBuf> payload;
    private final Framing framing;

    ChunkedUpload(VerifiedRequest request, long decodedLength, String xAmzTrailer, Framing framing,
            Consumer<ByteBuf> payload) {
        this.decoder = new AwsChunkedDecoder(request.payload(), decodedLength, xAmzTrailer, request.chunks(), this);
        this.payload = payload;
        this.framing = framing;
    }

    @Override
    public void signWith(ChunkSignatures chain) {
        framing.signWith(chain);
    }

    @Override
    public boolean sameEverywhere() {
        return !framing.signed();
    }

    @Override
    public void feed(ByteBuf bytes, Consumer<ByteBuf> to) throws S3Fault {
        framing.to(to);
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
        framing.chunk(sizeText, size, sha256);
    }

    @Override
    public void data(ByteBuf bytes) {
        payload.accept(bytes);
        framing.data(bytes);
    }

    @Override
    public void end(String sizeText, HeaderFields trailers) {
        framing.end(sizeText, trailers);
    }

    @Override
    public void close() {
        decoder.close();
        framing.close();
    }
}
