package io.roarbench.hash.vector;

/**
 * Many BLAKE3 compressions side by side. A chaining value is 8 ints, and values lie one after the other. For one thread
 * at a time.
 */
interface Kernel {

    int CHUNK = 1024;
    int CV = 8;
    int CHUNK_START = 1;
    int CHUNK_END = 2;
    int PARENT = 4;
    int ROOT = 8;

    /** How many run side by side. */
    int lanes();

    /**
     * Hashes {@link #lanes()} full chunks.
     *
     * @param in      where they lie one after the other, from index {@code from}
     * @param counter index of the first in the whole input
     * @param cvs     takes the chaining values from index {@code at}
     */
    void chunks(byte[] in, int from, long counter, int[] cvs, int at);

    /**
     * Hashes {@link #lanes()} pairs of chaining values, whose parents take their place: pair i begins at {@code 2 * i}
     * values after {@code from}, its parent is the i-th value after {@code to} ({@code <= from}).
     */
    void parents(int[] cvs, int from, int to);
}
