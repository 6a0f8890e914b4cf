package io.roarbench.hash.vector;

import static io.roarbench.hash.vector.VectorRounds.LANES;
import static io.roarbench.hash.vector.VectorRounds.SPECIES;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.util.function.IntPredicate;
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
    private static final int BLOCK = 64;
    private static final int BLOCKS = CHUNK / BLOCK;
    private static final int WORDS = BLOCK / Integer.BYTES;
    /** Words transposed at a time, and the lanes of a part of a vector: 128 bits. */
    private static final int PART = 4;
    /** From a place in a lane's input to what must be loaded for the lane four further to stand at its own place. */
    private static final int BYTES_TO_NEXT = PART * (CHUNK - Integer.BYTES);
    private static final int INTS_TO_NEXT = PART * (WORDS - 1);

    private static final VectorMask<Integer> FROM_4 = mask(SPECIES, lane -> lane >= 4);
    private static final VectorMask<Integer> FROM_8 = mask(SPECIES, lane -> lane >= 8);
    private static final VectorMask<Integer> FROM_12 = mask(SPECIES, lane -> lane >= 12);
    private static final VectorMask<Byte> BYTES_FROM_4 = mask(BYTES, at -> at >= 4 * Integer.BYTES);
    private static final VectorMask<Byte> BYTES_FROM_8 = mask(BYTES, at -> at >= 8 * Integer.BYTES);
    private static final VectorMask<Byte> BYTES_FROM_12 = mask(BYTES, at -> at >= 12 * Integer.BYTES);
    private static final VectorMask<Integer> HIGH_2 = mask(SPECIES, lane -> (lane & 2) != 0);
    private static final VectorMask<Integer> HIGH_1 = mask(SPECIES, lane -> (lane & 1) != 0);
    private static final VectorShuffle<Integer> SWAP_2 = VectorShuffle.fromOp(SPECIES, lane -> lane ^ 2);

    private final int[] h = new int[10 * LANES];
    private final int[] m = new int[WORDS * LANES];

    private static <E> VectorMask<E> mask(VectorSpecies<E> species, IntPredicate chosen) {
        boolean[] lanes = new boolean[species.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = chosen.test(i);
        }
        return VectorMask.fromArray(species, lanes, 0);
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

    /**
     * Transposes a block of every lane, four words at a time. Shuffles are what AVX2 is slow at: loading brings every 128
     * bits to their place, and shifts do the last step.
     */
    private static void load(byte[] in, int from, int[] m) {
        for (int word = 0; word < WORDS; word += PART) {
            int at = from + word * Integer.BYTES;
            transpose(row(in, at), row(in, at + CHUNK), row(in, at + 2 * CHUNK), row(in, at + 3 * CHUNK), m, word * LANES);
        }
    }

    private static void load(int[] in, int from, int[] m) {
        for (int word = 0; word < WORDS; word += PART) {
            int at = from + word;
            transpose(row(in, at), row(in, at + WORDS), row(in, at + 2 * WORDS), row(in, at + 3 * WORDS), m, word * LANES);
        }
    }

    /** Four words of every fourth lane's input. */
    private static IntVector row(byte[] in, int at) {
        ByteVector row = ByteVector.fromArray(BYTES, in, at);
        if (LANES >= 8) {
            row = row.blend(ByteVector.fromArray(BYTES, in, at + BYTES_TO_NEXT), BYTES_FROM_4);
        }
        if (LANES == 16) {
            row = row.blend(ByteVector.fromArray(BYTES, in, at + 2 * BYTES_TO_NEXT), BYTES_FROM_8);
            row = row.blend(ByteVector.fromArray(BYTES, in, at + 3 * BYTES_TO_NEXT), BYTES_FROM_12);
        }
        return row.reinterpretAsInts();
    }

    private static IntVector row(int[] in, int at) {
        IntVector row = IntVector.fromArray(SPECIES, in, at);
        if (LANES >= 8) {
            row = row.blend(IntVector.fromArray(SPECIES, in, at + INTS_TO_NEXT), FROM_4);
        }
        if (LANES == 16) {
            row = row.blend(IntVector.fromArray(SPECIES, in, at + 2 * INTS_TO_NEXT), FROM_8);
            row = row.blend(IntVector.fromArray(SPECIES, in, at + 3 * INTS_TO_NEXT), FROM_12);
        }
        return row;
    }

    /**
     * Squares of four by four, side by side. All of it in one method, and the rows as bytes until they are whole: C2 stops
     * inlining at 18000 nodes of its graph, and a call not inlined takes its vectors as objects.
     */
    private static void transpose(IntVector a, IntVector b, IntVector c, IntVector d, int[] m, int at) {
        IntVector ac = a.blend(c.rearrange(SWAP_2), HIGH_2);
        IntVector bd = b.blend(d.rearrange(SWAP_2), HIGH_2);
        IntVector up = bd.reinterpretAsLongs().lanewise(LSHL, Integer.SIZE).reinterpretAsInts();
        IntVector down = ac.reinterpretAsLongs().lanewise(LSHR, Integer.SIZE).reinterpretAsInts();
        ac.blend(up, HIGH_1).intoArray(m, at);
        down.blend(bd, HIGH_1).intoArray(m, at + LANES);
        IntVector ca = a.rearrange(SWAP_2).blend(c, HIGH_2);
        IntVector db = b.rearrange(SWAP_2).blend(d, HIGH_2);
        up = db.reinterpretAsLongs().lanewise(LSHL, Integer.SIZE).reinterpretAsInts();
        down = ca.reinterpretAsLongs().lanewise(LSHR, Integer.SIZE).reinterpretAsInts();
        ca.blend(up, HIGH_1).intoArray(m, at + 2 * LANES);
        down.blend(db, HIGH_1).intoArray(m, at + 3 * LANES);
    }
}
