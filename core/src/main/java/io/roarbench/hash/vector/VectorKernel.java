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
    private static final int TO_NEXT = PART * (CHUNK - Integer.BYTES);

    private static final VectorMask<Byte> FROM_4 = mask(BYTES, at -> at >= 4 * Integer.BYTES);
    private static final VectorMask<Byte> FROM_8 = mask(BYTES, at -> at >= 8 * Integer.BYTES);
    private static final VectorMask<Byte> FROM_12 = mask(BYTES, at -> at >= 12 * Integer.BYTES);
    private static final VectorMask<Integer> HIGH_2 = mask(SPECIES, lane -> (lane & 2) != 0);
    private static final VectorMask<Integer> HIGH_1 = mask(SPECIES, lane -> (lane & 1) != 0);
    private static final VectorShuffle<Integer> SWAP_2 = VectorShuffle.fromOp(SPECIES, lane -> lane ^ 2);

    /** What {@code h} begins with. */
    private static final int[] IVS = ivs();

    private final int[] h = new int[10 * LANES];
    private final int[] m = new int[WORDS * LANES];

    private static <E> VectorMask<E> mask(VectorSpecies<E> species, IntPredicate chosen) {
        boolean[] lanes = new boolean[species.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = chosen.test(i);
        }
        return VectorMask.fromArray(species, lanes, 0);
    }

    private static int[] ivs() {
        int[] ivs = new int[CV * LANES];
        for (int i = 0; i < ivs.length; i++) {
            ivs[i] = Schedule.iv(i / LANES);
        }
        return ivs;
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
        System.arraycopy(IVS, 0, h, 0, CV * LANES);
    }

    private void store(int[] cvs, int at) {
        for (int lane = 0; lane < LANES; lane++) {
            for (int word = 0; word < CV; word++) {
                cvs[at + lane * CV + word] = h[word * LANES + lane];
            }
        }
    }

    /**
     * Transposes a block of every lane: squares of four by four words, side by side. Shuffles are what AVX2 is slow at:
     * loading brings every 128 bits to their place, and shifts do the last step.
     *
     * <p>All of it in one method, for only the Vector API's own methods are inlined by force. A helper of our own is not
     * once C2 has compiled it alone before this ("already compiled into a big method"), which is chance, and its vectors
     * are objects then, for as long as the JVM lives. Rows stay bytes until they are whole: fewer nodes of C2's graph.
     */
    private static void load(byte[] in, int from, int[] m) {
        for (int word = 0; word < WORDS; word += PART) {
            int at = from + word * Integer.BYTES;
            // Four words of every fourth lane's input.
            ByteVector r0 = ByteVector.fromArray(BYTES, in, at);
            ByteVector r1 = ByteVector.fromArray(BYTES, in, at + CHUNK);
            ByteVector r2 = ByteVector.fromArray(BYTES, in, at + 2 * CHUNK);
            ByteVector r3 = ByteVector.fromArray(BYTES, in, at + 3 * CHUNK);
            if (LANES >= 8) {
                int next = at + TO_NEXT;
                r0 = r0.blend(ByteVector.fromArray(BYTES, in, next), FROM_4);
                r1 = r1.blend(ByteVector.fromArray(BYTES, in, next + CHUNK), FROM_4);
                r2 = r2.blend(ByteVector.fromArray(BYTES, in, next + 2 * CHUNK), FROM_4);
                r3 = r3.blend(ByteVector.fromArray(BYTES, in, next + 3 * CHUNK), FROM_4);
            }
            if (LANES == 16) {
                int third = at + 2 * TO_NEXT;
                r0 = r0.blend(ByteVector.fromArray(BYTES, in, third), FROM_8);
                r1 = r1.blend(ByteVector.fromArray(BYTES, in, third + CHUNK), FROM_8);
                r2 = r2.blend(ByteVector.fromArray(BYTES, in, third + 2 * CHUNK), FROM_8);
                r3 = r3.blend(ByteVector.fromArray(BYTES, in, third + 3 * CHUNK), FROM_8);
                int last = at + 3 * TO_NEXT;
                r0 = r0.blend(ByteVector.fromArray(BYTES, in, last), FROM_12);
                r1 = r1.blend(ByteVector.fromArray(BYTES, in, last + CHUNK), FROM_12);
                r2 = r2.blend(ByteVector.fromArray(BYTES, in, last + 2 * CHUNK), FROM_12);
                r3 = r3.blend(ByteVector.fromArray(BYTES, in, last + 3 * CHUNK), FROM_12);
            }
            IntVector a = r0.reinterpretAsInts(), b = r1.reinterpretAsInts();
            IntVector c = r2.reinterpretAsInts(), d = r3.reinterpretAsInts();
            IntVector ac = a.blend(c.rearrange(SWAP_2), HIGH_2);
            IntVector bd = b.blend(d.rearrange(SWAP_2), HIGH_2);
            IntVector up = bd.reinterpretAsLongs().lanewise(LSHL, Integer.SIZE).reinterpretAsInts();
            IntVector down = ac.reinterpretAsLongs().lanewise(LSHR, Integer.SIZE).reinterpretAsInts();
            ac.blend(up, HIGH_1).intoArray(m, word * LANES);
            down.blend(bd, HIGH_1).intoArray(m, (word + 1) * LANES);
            IntVector ca = a.rearrange(SWAP_2).blend(c, HIGH_2);
            IntVector db = b.rearrange(SWAP_2).blend(d, HIGH_2);
            up = db.reinterpretAsLongs().lanewise(LSHL, Integer.SIZE).reinterpretAsInts();
            down = ca.reinterpretAsLongs().lanewise(LSHR, Integer.SIZE).reinterpretAsInts();
            ca.blend(up, HIGH_1).intoArray(m, (word + 2) * LANES);
            down.blend(db, HIGH_1).intoArray(m, (word + 3) * LANES);
        }
    }

    /** Pairs of chaining values are a seventeenth of the blocks: word by word is fast enough. */
    private static void load(int[] in, int from, int[] m) {
        for (int word = 0; word < WORDS; word++) {
            for (int lane = 0; lane < LANES; lane++) {
                m[word * LANES + lane] = in[from + lane * WORDS + word];
            }
        }
    }
}
