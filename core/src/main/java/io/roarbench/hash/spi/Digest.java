package io.roarbench.hash.spi;

import java.nio.ByteBuffer;

/** One digest being computed. For one thread at a time; reusable after {@link #finish()}. */
public interface Digest extends AutoCloseable {

    /** Adds {@code length} bytes of an array. */
    void update(byte[] input, int offset, int length);

    /** Adds the remaining bytes of a buffer (heap, direct or mapped); its position is its limit afterwards. */
    void update(ByteBuffer input);

    /** Returns the digest of all bytes added since the last reset, and resets. */
    byte[] finish();

    /** Forgets all bytes added. */
    void reset();

    /** Gives native memory back, if there is any. Idempotent; the digest is unusable afterwards. */
    @Override
    void close();
}
