package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.ChunkSignatures;
import io.roarbench.proxy.wire.HeaderFields;
import java.util.function.Consumer;

/** An unsigned body that goes up as signed chunks. */
final class FramedUpload implements UploadBody {

    private final Framing framing;
    private final Consumer<ByteBuf> payload;

    FramedUpload(long length, Consumer<ByteBuf> payload) {
        this.framing = new NewFraming(true, length);
        this.payload = payload;
    }

    @Override
    public void signWith(ChunkSignatures chain) {
        framing.signWith(chain);
    }

    @Override
    public boolean sameEverywhere() {
        return false;
    }

    @Override
    public void feed(ByteBuf bytes, Consumer<ByteBuf> up) {
        payload.accept(bytes);
        framing.to(up);
        framing.data(bytes);
    }

    @Override
    public void end(Consumer<ByteBuf> up) {
        framing.to(up);
        framing.end("0", new HeaderFields());
    }

    @Override
    public void close() {
        framing.close();
    }
}
