package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.S3Fault;
import java.io.IOException;

/** An operation while its request's body comes in. */
interface Exchange {

    /** Takes decoded bytes of the body; does not release the buffer. */
    void data(ByteBuf bytes) throws S3Fault, IOException;

    /** The body was whole and verified: do it. */
    Reply end(VerifiedBody body) throws S3Fault, IOException;

    /** The body will not be whole: leave no trace. */
    void abort();

    /** An operation without a body, or with one that says nothing. */
    @FunctionalInterface
    interface Simple extends Exchange {

        Reply answer() throws S3Fault, IOException;

        @Override
        default void data(ByteBuf bytes) {
            // Nothing in it concerns the operation.
        }

        @Override
        default Reply end(VerifiedBody body) throws S3Fault, IOException {
            return answer();
        }

        @Override
        default void abort() {
            // Nothing was begun.
        }
    }
}
