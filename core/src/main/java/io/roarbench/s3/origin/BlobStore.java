package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Where bodies are kept. */
interface BlobStore extends AutoCloseable {

    /** @param expectedSize in bytes, or -1 if not known */
    Writer create(long expectedSize) throws IOException;

    @Override
    void close() throws IOException;

    /** Takes one body. */
    interface Writer {

        /** Copies the readable bytes; does not release the buffer. */
        void append(ByteBuf bytes) throws IOException;

        Blob finish() throws IOException;

        void abort();
    }
}
