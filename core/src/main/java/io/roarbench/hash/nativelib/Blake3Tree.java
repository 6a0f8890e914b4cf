package io.roarbench.hash.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import java.util.Set;

/**
 * BLAKE3 of an input whose parts are hashed apart, in any order and on any thread: each aligned part gives a chaining value
 * ({@link #subtree}), and the values are pushed in order. For one thread at a time, {@link #subtree} excepted.
 */
public final class Blake3Tree implements AutoCloseable {

    /** The unit of the tree, in bytes. */
    public static final int CHUNK = 1024;
    /** The length of a chaining value in bytes. */
    public static final int CHAINING_VALUE = 32;

    private final int level;
    private final NativeStream stream;

    Blake3Tree(int level) {
        this.level = level;
        this.stream = new NativeStream(Set.of(Algorithm.BLAKE3), level);
    }

    /**
     * The chaining value of a part of an input.
     *
     * @param address    of its first byte
     * @param length     in bytes, greater than 0; a power of two chunks, or less for the last part of the input
     * @param firstChunk its offset in the input in chunks: a multiple of the smallest power of two that holds its chunks
     * @return 32 bytes
     * @throws IllegalArgumentException if the part is not such a subtree
     */
    public byte[] subtree(long address, long length, long firstChunk) {
        long chunks = (length + CHUNK - 1) / CHUNK;
        if (length <= 0 || firstChunk < 0 || (firstChunk & (powerFrom(chunks) - 1)) != 0) {
            throw new IllegalArgumentException(length + " bytes at chunk " + firstChunk
                    + " are no subtree: the chunk must be a multiple of " + powerFrom(Math.max(chunks, 1)));
        }
        try (Memory value = new Memory(CHAINING_VALUE)) {
            RoarHash.rh_subtree(level, address, length, firstChunk, Pointer.nativeValue(value));
            return value.getByteArray(0, CHAINING_VALUE);
        }
    }

    private static long powerFrom(long chunks) {
        return chunks <= 1 ? 1 : Long.highestOneBit(chunks - 1) << 1;
    }

    /**
     * Adds a subtree after the bytes that are there.
     *
     * @param chunks a power of two, of which the bytes already there are a multiple
     * @throws IllegalArgumentException if not
     */
    public void push(byte[] chainingValue, long chunks) {
        try (Memory value = new Memory(CHAINING_VALUE)) {
            value.write(0, chainingValue, 0, CHAINING_VALUE);
            if (RoarHash.rh_push_subtree(stream.address(), Pointer.nativeValue(value), chunks) != 0) {
                throw new IllegalArgumentException(
                        "a subtree of " + chunks + " chunks does not fit here: it must be a power of two, and what was "
                                + "added before a multiple of it");
            }
        }
    }

    /** Adds bytes after those that are there; the last part of an input is added so. */
    public void update(long address, long length) {
        stream.update(address, length);
    }

    /**
     * The digest of all that was added; begins anew.
     *
     * @throws IllegalStateException if one pushed subtree is all there is: its value cannot be turned into a digest
     */
    public byte[] finish() {
        stream.finish();
        return Digests.read(stream.digests(), 0, Algorithm.BLAKE3);
    }

    @Override
    public void close() {
        stream.close();
    }
}
