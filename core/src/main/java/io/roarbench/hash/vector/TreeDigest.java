package io.roarbench.hash.vector;

import io.roarbench.hash.spi.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** BLAKE3's tree over a kernel: chunks in bulk, parents in bulk, and a stack of subtrees that are not merged yet. */
final class TreeDigest implements Digest {

    private static final int CHUNK = Kernel.CHUNK;
    private static final int CV = Kernel.CV;
    /** Chunks hashed before their parents are reduced. */
    private static final int BULK = 256;
    /** Bytes copied at a time out of buffers that are no arrays: they stay in the second-level cache. */
    private static final int PIECE = BULK * CHUNK;
    /** 2^54 chunks are the format's limit; two more for a pair that is not merged yet. */
    private static final int DEPTH = 56;

    private final Kernel kernel;
    private final int[] stack = new int[DEPTH * CV];
    private final int[] cvs;
    private final byte[] padded;
    private final byte[] partial = new byte[CHUNK];
    private final Block block = new Block();
    private byte[] piece = new byte[0];
    private int depth;
    private long chunks;
    private int buffered;

    TreeDigest(Kernel kernel) {
        this.kernel = kernel;
        // The kernel always works on all lanes: room for the values of those that hold nothing.
        this.cvs = new int[(BULK + 2 * kernel.lanes()) * CV];
        this.padded = new byte[kernel.lanes() * CHUNK];
    }

    @Override
    public void update(byte[] input, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (buffered == CHUNK) {
                flush();
            }
            int taken;
            if (buffered > 0 || left <= CHUNK) {
                taken = Math.min(CHUNK - buffered, left);
                System.arraycopy(input, at, partial, buffered, taken);
                buffered += taken;
            } else {
                taken = subtree(input, at, left);
            }
            at += taken;
            left -= taken;
        }
    }

    @Override
    public void update(ByteBuffer input) {
        if (input.hasArray()) {
            update(input.array(), input.arrayOffset() + input.position(), input.remaining());
            input.position(input.limit());
            return;
        }
        if (piece.length < Math.min(PIECE, input.remaining())) {
            piece = new byte[Math.min(PIECE, input.remaining())];
        }
        while (input.hasRemaining()) {
            int length = Math.min(piece.length, input.remaining());
            input.get(piece, 0, length);
            update(piece, 0, length);
        }
    }

    /** Takes one aligned subtree of more than one chunk, in two halves, so that what may be the root is not merged yet. */
    private int subtree(byte[] input, int at, int left) {
        long count = Integer.highestOneBit(Math.min(BULK, left / CHUNK));
        if (chunks != 0) {
            count = Math.min(count, Long.lowestOneBit(chunks));
        }
        int n = (int) count;
        leaves(input, at, n);
        if (n == 1) {
            push(0, 1);
        } else {
            reduce(n);
            push(0, n / 2);
            push(CV, n / 2);
        }
        return n * CHUNK;
    }

    private void leaves(byte[] input, int at, int n) {
        int lanes = kernel.lanes();
        if (n * 8 <= lanes || n == 1) {
            for (int i = 0; i < n; i++) {
                block.chunk(input, at + i * CHUNK, chunks + i, cvs, i * CV);
            }
        } else if (n < lanes) {
            System.arraycopy(input, at, padded, 0, n * CHUNK);
            kernel.chunks(padded, 0, chunks, cvs, 0);
        } else {
            for (int i = 0; i < n; i += lanes) {
                kernel.chunks(input, at + i * CHUNK, chunks + i, cvs, i * CV);
            }
        }
    }

    /** Merges a power of two of values, level by level, until two are left. */
    private void reduce(int n) {
        int lanes = kernel.lanes();
        for (int pairs = n / 2; pairs >= 2; pairs /= 2) {
            if (pairs * 8 <= lanes) {
                for (int i = 0; i < pairs; i++) {
                    block.parent(cvs, 2 * i * CV, cvs, (2 * i + 1) * CV, cvs, i * CV, 0);
                }
            } else {
                for (int i = 0; i < pairs; i += lanes) {
                    kernel.parents(cvs, 2 * i * CV, i * CV);
                }
            }
        }
    }

    private void flush() {
        block.chunk(partial, 0, chunks, cvs, 0);
        push(0, 1);
        buffered = 0;
    }

    private void push(int cv, int size) {
        depth = merged(stack, depth);
        System.arraycopy(cvs, cv, stack, depth * CV, CV);
        depth++;
        chunks += size;
    }

    /** Merges all subtrees of equal size, as is right once more input follows them; returns how many are left. */
    private int merged(int[] values, int count) {
        int wanted = Long.bitCount(chunks);
        int n = count;
        for (; n > wanted; n--) {
            int left = (n - 2) * CV;
            block.parent(values, left, values, left + CV, values, left, 0);
        }
        return n;
    }

    @Override
    public byte[] finish() {
        int[] values = stack.clone();
        int[] top = new int[CV];
        int n = depth;
        if (buffered > 0 || chunks == 0) {
            n = merged(values, n);
            block.end(partial, buffered, chunks, top, n == 0 ? Kernel.ROOT : 0);
        } else {
            n -= 2;
            block.parent(values, n * CV, values, (n + 1) * CV, top, 0, n == 0 ? Kernel.ROOT : 0);
        }
        while (n > 0) {
            n--;
            block.parent(values, n * CV, top, 0, top, 0, n == 0 ? Kernel.ROOT : 0);
        }
        reset();
        byte[] digest = new byte[CV * Integer.BYTES];
        ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(top);
        return digest;
    }

    @Override
    public void reset() {
        Arrays.fill(partial, (byte) 0);
        depth = 0;
        chunks = 0;
        buffered = 0;
    }

    @Override
    public void close() {
        reset();
    }
}
