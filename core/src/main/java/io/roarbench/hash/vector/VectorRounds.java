package io.roarbench.hash.vector;

import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** The rounds of one block of every lane by the Vector API. */
final class VectorRounds {

    static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final int[] WORDS = Schedule.words(LANES);

    private VectorRounds() {
    }

    /**
     * Replaces the chaining values by their compressions. A loop of seven and not seven times the code: C2 gives up on
     * that, as it does on a method of our own around {@code fromArray}, which is not inlined by force. Columns two by two:
     * four at once are more than JDK 17's C2 keeps in AVX2's registers. The message first, as it waits for nothing.
     *
     * @param h word i of every lane at {@code i * LANES}, 8 of them, then the low and the high words of the counters
     * @param m word i of every lane's message at {@code i * LANES}
     */
    static void compress(int[] h, int[] m, int flags) {
        IntVector v0 = IntVector.fromArray(SPECIES, h, 0);
        IntVector v1 = IntVector.fromArray(SPECIES, h, LANES);
        IntVector v2 = IntVector.fromArray(SPECIES, h, 2 * LANES);
        IntVector v3 = IntVector.fromArray(SPECIES, h, 3 * LANES);
        IntVector v4 = IntVector.fromArray(SPECIES, h, 4 * LANES);
        IntVector v5 = IntVector.fromArray(SPECIES, h, 5 * LANES);
        IntVector v6 = IntVector.fromArray(SPECIES, h, 6 * LANES);
        IntVector v7 = IntVector.fromArray(SPECIES, h, 7 * LANES);
        IntVector v8 = IntVector.broadcast(SPECIES, Schedule.iv(0)), v9 = IntVector.broadcast(SPECIES, Schedule.iv(1));
        IntVector v10 = IntVector.broadcast(SPECIES, Schedule.iv(2)), v11 = IntVector.broadcast(SPECIES, Schedule.iv(3));
        IntVector v12 = IntVector.fromArray(SPECIES, h, 8 * LANES);
        IntVector v13 = IntVector.fromArray(SPECIES, h, 9 * LANES);
        IntVector v14 = IntVector.broadcast(SPECIES, 64), v15 = IntVector.broadcast(SPECIES, flags);
        int[] w = WORDS;
        for (int r = 0; r < 112; r += 16) {
            v0 = v0.add(IntVector.fromArray(SPECIES, m, w[r])).add(v4);
            v1 = v1.add(IntVector.fromArray(SPECIES, m, w[r + 2])).add(v5);
            v12 = v12.lanewise(XOR, v0).lanewise(ROR, 16);
            v13 = v13.lanewise(XOR, v1).lanewise(ROR, 16);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 12);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 12);
            v0 = v0.add(IntVector.fromArray(SPECIES, m, w[r + 1])).add(v4);
            v1 = v1.add(IntVector.fromArray(SPECIES, m, w[r + 3])).add(v5);
            v12 = v12.lanewise(XOR, v0).lanewise(ROR, 8);
            v13 = v13.lanewise(XOR, v1).lanewise(ROR, 8);
            v8 = v8.add(v12);
            v9 = v9.add(v13);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 7);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 7);
            v2 = v2.add(IntVector.fromArray(SPECIES, m, w[r + 4])).add(v6);
            v3 = v3.add(IntVector.fromArray(SPECIES, m, w[r + 6])).add(v7);
            v14 = v14.lanewise(XOR, v2).lanewise(ROR, 16);
            v15 = v15.lanewise(XOR, v3).lanewise(ROR, 16);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v6 = v6.lanewise(XOR, v10).lanewise(ROR, 12);
            v7 = v7.lanewise(XOR, v11).lanewise(ROR, 12);
            v2 = v2.add(IntVector.fromArray(SPECIES, m, w[r + 5])).add(v6);
            v3 = v3.add(IntVector.fromArray(SPECIES, m, w[r + 7])).add(v7);
            v14 = v14.lanewise(XOR, v2).lanewise(ROR, 8);
            v15 = v15.lanewise(XOR, v3).lanewise(ROR, 8);
            v10 = v10.add(v14);
            v11 = v11.add(v15);
            v6 = v6.lanewise(XOR, v10).lanewise(ROR, 7);
            v7 = v7.lanewise(XOR, v11).lanewise(ROR, 7);
            v0 = v0.add(IntVector.fromArray(SPECIES, m, w[r + 8])).add(v5);
            v1 = v1.add(IntVector.fromArray(SPECIES, m, w[r + 10])).add(v6);
            v15 = v15.lanewise(XOR, v0).lanewise(ROR, 16);
            v12 = v12.lanewise(XOR, v1).lanewise(ROR, 16);
            v10 = v10.add(v15);
            v11 = v11.add(v12);
            v5 = v5.lanewise(XOR, v10).lanewise(ROR, 12);
            v6 = v6.lanewise(XOR, v11).lanewise(ROR, 12);
            v0 = v0.add(IntVector.fromArray(SPECIES, m, w[r + 9])).add(v5);
            v1 = v1.add(IntVector.fromArray(SPECIES, m, w[r + 11])).add(v6);
            v15 = v15.lanewise(XOR, v0).lanewise(ROR, 8);
            v12 = v12.lanewise(XOR, v1).lanewise(ROR, 8);
            v10 = v10.add(v15);
            v11 = v11.add(v12);
            v5 = v5.lanewise(XOR, v10).lanewise(ROR, 7);
            v6 = v6.lanewise(XOR, v11).lanewise(ROR, 7);
            v2 = v2.add(IntVector.fromArray(SPECIES, m, w[r + 12])).add(v7);
            v3 = v3.add(IntVector.fromArray(SPECIES, m, w[r + 14])).add(v4);
            v13 = v13.lanewise(XOR, v2).lanewise(ROR, 16);
            v14 = v14.lanewise(XOR, v3).lanewise(ROR, 16);
            v8 = v8.add(v13);
            v9 = v9.add(v14);
            v7 = v7.lanewise(XOR, v8).lanewise(ROR, 12);
            v4 = v4.lanewise(XOR, v9).lanewise(ROR, 12);
            v2 = v2.add(IntVector.fromArray(SPECIES, m, w[r + 13])).add(v7);
            v3 = v3.add(IntVector.fromArray(SPECIES, m, w[r + 15])).add(v4);
            v13 = v13.lanewise(XOR, v2).lanewise(ROR, 8);
            v14 = v14.lanewise(XOR, v3).lanewise(ROR, 8);
            v8 = v8.add(v13);
            v9 = v9.add(v14);
            v7 = v7.lanewise(XOR, v8).lanewise(ROR, 7);
            v4 = v4.lanewise(XOR, v9).lanewise(ROR, 7);
        }
        v0.lanewise(XOR, v8).intoArray(h, 0);
        v1.lanewise(XOR, v9).intoArray(h, LANES);
        v2.lanewise(XOR, v10).intoArray(h, 2 * LANES);
        v3.lanewise(XOR, v11).intoArray(h, 3 * LANES);
        v4.lanewise(XOR, v12).intoArray(h, 4 * LANES);
        v5.lanewise(XOR, v13).intoArray(h, 5 * LANES);
        v6.lanewise(XOR, v14).intoArray(h, 6 * LANES);
        v7.lanewise(XOR, v15).intoArray(h, 7 * LANES);
    }
}
