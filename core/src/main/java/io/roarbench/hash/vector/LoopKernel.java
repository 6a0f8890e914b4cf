package io.roarbench.hash.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BLAKE3 by loops over the lanes of arrays, of a form that C2's superword pass turns into vector instructions. Views of
 * arrays are only used for whole copies: JDK 17's C2 has broken loops over them.
 */
final class LoopKernel implements Kernel {

    private static final int LANES = 64;
    private static final int BLOCKS = 16;
    private static final int WORDS = 16;
    private static final int[] SCHEDULE = Schedule.words(1);

    private final int[][] v = new int[16][LANES];
    private final int[][] h = new int[CV][LANES];
    private final int[][] m = new int[WORDS][LANES];
    private final int[] words = new int[LANES * CHUNK / Integer.BYTES];

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void chunks(byte[] in, int from, long counter, int[] cvs, int at) {
        ByteBuffer.wrap(in, from, LANES * CHUNK).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        start();
        for (int block = 0; block < BLOCKS; block++) {
            load(words, block * WORDS, CHUNK / Integer.BYTES);
            for (int lane = 0; lane < LANES; lane++) {
                v[12][lane] = (int) (counter + lane);
                v[13][lane] = (int) ((counter + lane) >>> 32);
            }
            compress((block == 0 ? CHUNK_START : 0) | (block == BLOCKS - 1 ? CHUNK_END : 0));
        }
        store(cvs, at);
    }

    @Override
    public void parents(int[] cvs, int from, int to) {
        start();
        load(cvs, from, WORDS);
        for (int lane = 0; lane < LANES; lane++) {
            v[12][lane] = 0;
            v[13][lane] = 0;
        }
        compress(PARENT);
        store(cvs, to);
    }

    private void start() {
        for (int word = 0; word < CV; word++) {
            fill(h[word], Schedule.iv(word));
        }
    }

    private void load(int[] in, int from, int stride) {
        for (int word = 0; word < WORDS; word++) {
            int[] row = m[word];
            for (int lane = 0; lane < LANES; lane++) {
                row[lane] = in[from + lane * stride + word];
            }
        }
    }

    private void store(int[] cvs, int at) {
        for (int word = 0; word < CV; word++) {
            int[] row = h[word];
            for (int lane = 0; lane < LANES; lane++) {
                cvs[at + lane * CV + word] = row[lane];
            }
        }
    }

    private void compress(int flags) {
        for (int word = 0; word < CV; word++) {
            System.arraycopy(h[word], 0, v[word], 0, LANES);
        }
        for (int word = 0; word < 4; word++) {
            fill(v[8 + word], Schedule.iv(word));
        }
        fill(v[14], 64);
        fill(v[15], flags);
        for (int r = 0; r < SCHEDULE.length; r += WORDS) {
            for (int i = 0; i < 4; i++) {
                mix(v[i], v[4 + i], v[8 + i], v[12 + i], word(r + 2 * i), word(r + 2 * i + 1));
            }
            for (int i = 0; i < 4; i++) {
                mix(v[i], v[4 + (i + 1) % 4], v[8 + (i + 2) % 4], v[12 + (i + 3) % 4], word(r + 8 + 2 * i),
                        word(r + 9 + 2 * i));
            }
        }
        for (int word = 0; word < CV; word++) {
            xor(h[word], v[word], v[word + 8]);
        }
    }

    private int[] word(int index) {
        return m[SCHEDULE[index]];
    }

    private static void mix(int[] a, int[] b, int[] c, int[] d, int[] x, int[] y) {
        for (int i = 0; i < LANES; i++) {
            int a1 = a[i] + b[i] + x[i];
            int d1 = d[i] ^ a1;
            d1 = d1 >>> 16 | d1 << 16;
            int c1 = c[i] + d1;
            int b1 = b[i] ^ c1;
            b1 = b1 >>> 12 | b1 << 20;
            a1 = a1 + b1 + y[i];
            d1 = d1 ^ a1;
            d1 = d1 >>> 8 | d1 << 24;
            c1 = c1 + d1;
            b1 = b1 ^ c1;
            a[i] = a1;
            b[i] = b1 >>> 7 | b1 << 25;
            c[i] = c1;
            d[i] = d1;
        }
    }

    private static void xor(int[] out, int[] x, int[] y) {
        for (int i = 0; i < LANES; i++) {
            out[i] = x[i] ^ y[i];
        }
    }

    private static void fill(int[] row, int value) {
        java.util.Arrays.fill(row, value);
    }
}
