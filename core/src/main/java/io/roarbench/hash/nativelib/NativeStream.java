package io.roarbench.hash.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;

/** One native state: one or more digests over the same bytes. About 4 KiB of native memory, and 64 KiB once heap arrays come. */
final class NativeStream implements AutoCloseable {

    private static final int STAGING = 64 * 1024;

    private final Set<Algorithm> algorithms;
    private final int level;
    private final long stateSize;
    private final Memory memory;
    private final long state;
    private Memory staging;

    NativeStream(Set<Algorithm> algorithms, int level) {
        this.algorithms = algorithms;
        this.level = level;
        this.stateSize = (RoarHash.rh_stream_size() + 63) / 64 * 64;
        this.memory = new Memory(stateSize + RoarHash.DIGESTS + 64);
        this.state = (Pointer.nativeValue(memory) + 63) / 64 * 64;
        reset();
    }

    void reset() {
        if (RoarHash.rh_stream_init(address(), Digests.bits(algorithms), level) != 0) {
            throw new IllegalStateException("libroarhash has no level " + level + " here");
        }
    }

    void update(long address, long length) {
        RoarHash.rh_stream_update(address(), address, length);
    }

    void update(byte[] input, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, input.length);
        if (staging == null) {
            staging = new Memory(STAGING);
        }
        for (int done = 0; done < length; ) {
            int n = Math.min(STAGING, length - done);
            staging.write(0, input, offset + done, n);
            update(Pointer.nativeValue(staging), n);
            done += n;
        }
    }

    void update(ByteBuffer input) {
        int length = input.remaining();
        if (input.isDirect()) {
            update(Pointer.nativeValue(Native.getDirectBufferPointer(input)) + input.position(), length);
        } else if (input.hasArray()) {
            update(input.array(), input.arrayOffset() + input.position(), length);
        } else {
            byte[] copy = new byte[Math.min(length, STAGING)];
            while (input.hasRemaining()) {
                int n = Math.min(input.remaining(), copy.length);
                input.get(copy, 0, n);
                update(copy, 0, n);
            }
        }
        input.position(input.limit());
    }

    /** Computes the digests and resets; {@link #digests()} then holds them until the next call. */
    void finish() {
        if (RoarHash.rh_stream_finish(address(), state + stateSize) != 0) {
            throw new IllegalStateException("one pushed subtree alone has no root: push or add more");
        }
        reset();
    }

    /** The slots that the last {@link #finish()} wrote. */
    Pointer digests() {
        return new Pointer(address() + stateSize);
    }

    long address() {
        if (!memory.valid()) {
            throw new IllegalStateException("the digest is closed");
        }
        return state;
    }

    @Override
    public void close() {
        memory.close();
        if (staging != null) {
            staging.close();
        }
    }
}
