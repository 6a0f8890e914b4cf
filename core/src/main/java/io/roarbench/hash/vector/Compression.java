package io.roarbench.hash.vector;

/** One BLAKE3 compression at a time: for the ends of inputs and the top of the tree. */
final class Compression {

    private static final int[] WORDS = Schedule.words(1);

    private Compression() {
    }

    /** Replaces the chaining value at {@code cv[at..at+7]} by its compression with the message block {@code m[0..15]}. */
    static void compress(int[] cv, int at, int[] m, int length, long counter, int flags) {
        int v0 = cv[at], v1 = cv[at + 1], v2 = cv[at + 2], v3 = cv[at + 3];
        int v4 = cv[at + 4], v5 = cv[at + 5], v6 = cv[at + 6], v7 = cv[at + 7];
        int v8 = Schedule.iv(0), v9 = Schedule.iv(1), v10 = Schedule.iv(2), v11 = Schedule.iv(3);
        int v12 = (int) counter, v13 = (int) (counter >>> 32), v14 = length, v15 = flags;
        int[] w = WORDS;
        for (int r = 0; r < 112; r += 16) {
            v0 += v4 + m[w[r + 0]];
            v12 = Integer.rotateRight(v12 ^ v0, 16);
            v8 += v12;
            v4 = Integer.rotateRight(v4 ^ v8, 12);
            v0 += v4 + m[w[r + 1]];
            v12 = Integer.rotateRight(v12 ^ v0, 8);
            v8 += v12;
            v4 = Integer.rotateRight(v4 ^ v8, 7);
            v1 += v5 + m[w[r + 2]];
            v13 = Integer.rotateRight(v13 ^ v1, 16);
            v9 += v13;
            v5 = Integer.rotateRight(v5 ^ v9, 12);
            v1 += v5 + m[w[r + 3]];
            v13 = Integer.rotateRight(v13 ^ v1, 8);
            v9 += v13;
            v5 = Integer.rotateRight(v5 ^ v9, 7);
            v2 += v6 + m[w[r + 4]];
            v14 = Integer.rotateRight(v14 ^ v2, 16);
            v10 += v14;
            v6 = Integer.rotateRight(v6 ^ v10, 12);
            v2 += v6 + m[w[r + 5]];
            v14 = Integer.rotateRight(v14 ^ v2, 8);
            v10 += v14;
            v6 = Integer.rotateRight(v6 ^ v10, 7);
            v3 += v7 + m[w[r + 6]];
            v15 = Integer.rotateRight(v15 ^ v3, 16);
            v11 += v15;
            v7 = Integer.rotateRight(v7 ^ v11, 12);
            v3 += v7 + m[w[r + 7]];
            v15 = Integer.rotateRight(v15 ^ v3, 8);
            v11 += v15;
            v7 = Integer.rotateRight(v7 ^ v11, 7);
            v0 += v5 + m[w[r + 8]];
            v15 = Integer.rotateRight(v15 ^ v0, 16);
            v10 += v15;
            v5 = Integer.rotateRight(v5 ^ v10, 12);
            v0 += v5 + m[w[r + 9]];
            v15 = Integer.rotateRight(v15 ^ v0, 8);
            v10 += v15;
            v5 = Integer.rotateRight(v5 ^ v10, 7);
            v1 += v6 + m[w[r + 10]];
            v12 = Integer.rotateRight(v12 ^ v1, 16);
            v11 += v12;
            v6 = Integer.rotateRight(v6 ^ v11, 12);
            v1 += v6 + m[w[r + 11]];
            v12 = Integer.rotateRight(v12 ^ v1, 8);
            v11 += v12;
            v6 = Integer.rotateRight(v6 ^ v11, 7);
            v2 += v7 + m[w[r + 12]];
            v13 = Integer.rotateRight(v13 ^ v2, 16);
            v8 += v13;
            v7 = Integer.rotateRight(v7 ^ v8, 12);
            v2 += v7 + m[w[r + 13]];
            v13 = Integer.rotateRight(v13 ^ v2, 8);
            v8 += v13;
            v7 = Integer.rotateRight(v7 ^ v8, 7);
            v3 += v4 + m[w[r + 14]];
            v14 = Integer.rotateRight(v14 ^ v3, 16);
            v9 += v14;
            v4 = Integer.rotateRight(v4 ^ v9, 12);
            v3 += v4 + m[w[r + 15]];
            v14 = Integer.rotateRight(v14 ^ v3, 8);
            v9 += v14;
            v4 = Integer.rotateRight(v4 ^ v9, 7);
        }
        cv[at] = v0 ^ v8;
        cv[at + 1] = v1 ^ v9;
        cv[at + 2] = v2 ^ v10;
        cv[at + 3] = v3 ^ v11;
        cv[at + 4] = v4 ^ v12;
        cv[at + 5] = v5 ^ v13;
        cv[at + 6] = v6 ^ v14;
        cv[at + 7] = v7 ^ v15;
    }
}
