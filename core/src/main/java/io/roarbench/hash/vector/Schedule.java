package io.roarbench.hash.vector;

/** The constants of BLAKE3 (O'Connor, Aumasson, Neves, Wilcox-O'Hearn: "BLAKE3: one function, fast everywhere", 2020). */
final class Schedule {

    private static final int[] IV = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB,
            0x5BE0CD19};

    /** Round r takes word PERMUTED[r][i] of the message as its i-th. */
    private static final byte[][] PERMUTED = {
            {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
            {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8},
            {3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1},
            {10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6},
            {12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4},
            {9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7},
            {11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13}};

    private Schedule() {
    }

    static int iv(int word) {
        return IV[word];
    }

    /** The words in the order of all seven rounds, each times {@code scale}: 112 ints. */
    static int[] words(int scale) {
        int[] words = new int[112];
        for (int i = 0; i < words.length; i++) {
            words[i] = PERMUTED[i / 16][i % 16] * scale;
        }
        return words;
    }
}
