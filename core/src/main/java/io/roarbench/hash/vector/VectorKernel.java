package io.roarbench.hash.vector;

import static io.roarbench.hash.vector.VectorRounds.LANES;
import static io.roarbench.hash.vector.VectorRounds.SPECIES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * BLAKE3 by the Vector API, one lane a chunk. Loading the class needs the module {@code jdk.incubator.vector}; without
 * HotSpot's C2 it works, but very slowly.
 */
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Byte> BYTES = SPECIES.withLanes(byte.class);
    /** A message has this many vectors' worth of words; each is transposed for itself. */
    private static final int SQUARES = 16 / LANES;
    private static final int BLOCK = 64;
    private static final int BLOCKS = CHUNK / BLOCK;

    private static final VectorShuffle<Integer> SWAP_HALVES = swap(LANES / 2);
    private static final VectorShuffle<Integer> SWAP_4 = swap(4 % LANES);
    private static final VectorShuffle<Integer> SWAP_2 = swap(2);
    private static final VectorShuffle<Integer> SWAP_1 = swap(1);
    private static final VectorMask<Integer> HIGH_HALF = high(LANES / 2);
    private static final VectorMask<Integer> HIGH_4 = high(4);
    private static final VectorMask<Integer> HIGH_2 = high(2);
    private static final VectorMask<Integer> HIGH_1 = high(1);

    private final int[] h = new int[10 * LANES];
    private final int[] m = new int[16 * LANES];

    private static VectorShuffle<Integer> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> lane ^ distance);
    }

    private static VectorMask<Integer> high(int bit) {
        boolean[] lanes = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /** Species that the transposition knows: 128, 256 and 512 bits. */
    static boolean supported() {
        return LANES == 4 || LANES == 8 || LANES == 16;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void chunks(byte[] in, int from, long counter, int[] cvs, int at) {
        for (int lane = 0; lane < LANES; lane++) {
            h[8 * LANES + lane] = (int) (counter + lane);
            h[9 * LANES + lane] = (int) ((counter + lane) >>> 32);
        }
        start();
        for (int block = 0; block < BLOCKS; block++) {
            load(in, from + block * BLOCK, m);
            transpose(m);
            VectorRounds.compress(h, m, (block == 0 ? CHUNK_START : 0) | (block == BLOCKS - 1 ? CHUNK_END : 0));
        }
        store(cvs, at);
    }

    @Override
    public void parents(int[] cvs, int from, int to) {
        for (int i = 8 * LANES; i < 10 * LANES; i++) {
            h[i] = 0;
        }
        start();
        load(cvs, from, m);
        transpose(m);
        VectorRounds.compress(h, m, PARENT);
        store(cvs, to);
    }

    private void start() {
        for (int word = 0; word < CV; word++) {
            IntVector.broadcast(SPECIES, Schedule.iv(word)).intoArray(h, word * LANES);
        }
    }

    private void store(int[] cvs, int at) {
        for (int lane = 0; lane < LANES; lane++) {
            for (int word = 0; word < CV; word++) {
                cvs[at + lane * CV + word] = h[word * LANES + lane];
            }
        }
    }

    /** The first step of the transposition, which swaps the largest squares, with the loading. */
    private static void load(byte[] in, int from, int[] m) {
        for (int square = 0; square < SQUARES; square++) {
            int base = from + square * 4 * LANES;
            for (int i = 0; i < LANES / 2; i++) {
                IntVector a = ByteVector.fromArray(BYTES, in, base + i * CHUNK).reinterpretAsInts();
                IntVector b = ByteVector.fromArray(BYTES, in, base + (i + LANES / 2) * CHUNK).reinterpretAsInts();
                exchange(a, b, m, (square * LANES + i) * LANES, LANES / 2, SWAP_HALVES, HIGH_HALF);
            }
        }
    }

    private static void load(int[] in, int from, int[] m) {
        for (int square = 0; square < SQUARES; square++) {
            int base = from + square * LANES;
            for (int i = 0; i < LANES / 2; i++) {
                IntVector a = IntVector.fromArray(SPECIES, in, base + i * 16);
                IntVector b = IntVector.fromArray(SPECIES, in, base + (i + LANES / 2) * 16);
                exchange(a, b, m, (square * LANES + i) * LANES, LANES / 2, SWAP_HALVES, HIGH_HALF);
            }
        }
    }

    private static void transpose(int[] m) {
        if (LANES == 16) {
            step(m, 4, SWAP_4, HIGH_4);
        }
        if (LANES >= 8) {
            step(m, 2, SWAP_2, HIGH_2);
        }
        step(m, 1, SWAP_1, HIGH_1);
    }

    /** Rows of all squares: those whose number lacks the bit are paired with those that have it. */
    private static void step(int[] m, int distance, VectorShuffle<Integer> swap, VectorMask<Integer> high) {
        for (int i = 0; i < 8; i++) {
            int row = (i / distance * 2 * distance + i % distance) * LANES;
            IntVector a = IntVector.fromArray(SPECIES, m, row);
            IntVector b = IntVector.fromArray(SPECIES, m, row + distance * LANES);
            exchange(a, b, m, row, distance, swap, high);
        }
    }

    private static void exchange(IntVector a, IntVector b, int[] m, int row, int distance,
            VectorShuffle<Integer> swap, VectorMask<Integer> high) {
        a.blend(b.rearrange(swap), high).intoArray(m, row);
        a.rearrange(swap).blend(b, high).intoArray(m, row + distance * LANES);
    }
}
