package io.roarbench.hash.vector;

/** Nodes of the tree one by one. For one thread at a time. */
final class Block {

    private static final int BYTES = 64;
    private static final int WORDS = 16;

    private final int[] m = new int[WORDS];
    private final int[] cv = new int[Kernel.CV];

    /** The chaining value of one full chunk that is not the whole input. */
    void chunk(byte[] in, int from, long counter, int[] out, int at) {
        chunk(in, from, Kernel.CHUNK, counter, 0, out, at);
    }

    /** The last chunk of an input, 0 to 1024 bytes at the beginning of {@code in}. */
    void end(byte[] in, int length, long counter, int[] out, int root) {
        chunk(in, 0, length, counter, root, out, 0);
    }

    private void chunk(byte[] in, int from, int length, long counter, int root, int[] out, int at) {
        start();
        int flags = Kernel.CHUNK_START;
        int done = 0;
        for (; length - done > BYTES; done += BYTES) {
            load(in, from + done, BYTES);
            Compression.compress(cv, 0, m, BYTES, counter, flags);
            flags = 0;
        }
        load(in, from + done, length - done);
        Compression.compress(cv, 0, m, length - done, counter, flags | Kernel.CHUNK_END | root);
        System.arraycopy(cv, 0, out, at, Kernel.CV);
    }

    /** The parent of two values; {@code out} may be where they are. */
    void parent(int[] left, int l, int[] right, int r, int[] out, int at, int root) {
        System.arraycopy(left, l, m, 0, Kernel.CV);
        System.arraycopy(right, r, m, Kernel.CV, Kernel.CV);
        start();
        Compression.compress(cv, 0, m, BYTES, 0, Kernel.PARENT | root);
        System.arraycopy(cv, 0, out, at, Kernel.CV);
    }

    private void start() {
        for (int i = 0; i < Kernel.CV; i++) {
            cv[i] = Schedule.iv(i);
        }
    }

    /** A block, zeros after its end. Bytes by hand: C2 of JDK 17 has broken loops over views of arrays. */
    private void load(byte[] in, int from, int length) {
        for (int word = 0; word < WORDS; word++) {
            int value = 0;
            for (int i = Math.min(4, length - word * 4) - 1; i >= 0; i--) {
                value = value << 8 | in[from + word * 4 + i] & 0xff;
            }
            m[word] = value;
        }
    }
}
