package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.ChunkSignatures;
import io.roarbench.proxy.wire.S3Fault;
import java.util.function.Consumer;

/**
 * What becomes of a request's body on its way up: verified, and framed as the origin expects it. It never lets the last byte
 * go before all of it is verified, so that the origin cannot take a bad body for a whole one.
 */
interface UploadBody extends AutoCloseable {

    /** Takes bytes over from the client, and gives bytes to the origin. */
    void feed(ByteBuf bytes, Consumer<ByteBuf> up) throws S3Fault;

    /** The client's body has ended. */
    void end(Consumer<ByteBuf> up) throws S3Fault;

    /** Sets the chain that signs what goes up; of no use to a body that is not signed chunk by chunk. */
    default void signWith(ChunkSignatures chain) {
        // Signed as a whole, or not at all.
    }

    /** Whether what went up is right for another region, too: its bytes hold no signatures. */
    default boolean sameEverywhere() {
        return true;
    }

    @Override
    default void close() {
        // Holds nothing back.
    }

    /** No body, or one that nothing is known of: as it comes. */
    static UploadBody plain(Consumer<ByteBuf> payload) {
        return new UploadBody() {
            @Override
            public void feed(ByteBuf bytes, Consumer<ByteBuf> up) {
                payload.accept(bytes);
                up.accept(bytes);
            }

            @Override
            public void end(Consumer<ByteBuf> up) {
                // The length was promised in the head.
            }
        };
    }
}
