package io.roarbench.hash.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Known answers at one level, and the level's kernels against the portable ones. Takes well under a millisecond, so it runs
 * at every load.
 */
final class SelfTest {

    /** 5000 bytes i mod 251: BLAKE3 has several chunks, a partial one and an odd tree there. */
    private static final int LENGTH = 5000;

    private SelfTest() {
    }

    /** The algorithms that gave a wrong digest. */
    static Set<Algorithm> failures(SimdLevel level) {
        Set<Algorithm> wrong = EnumSet.noneOf(Algorithm.class);
        int bits = RoarHash.rh_selftest(level.code());
        try (Memory input = new Memory(LENGTH)) {
            for (int i = 0; i < LENGTH; i++) {
                input.setByte(i, (byte) (i % 251));
            }
            for (Algorithm algorithm : Algorithm.values()) {
                if ((bits & Digests.bit(algorithm)) != 0 || !known(level, algorithm, input)) {
                    wrong.add(algorithm);
                }
            }
        }
        return wrong;
    }

    private static boolean known(SimdLevel level, Algorithm algorithm, Memory input) {
        try (NativeDigest digest = new NativeDigest(algorithm, level.code())) {
            digest.update(Pointer.nativeValue(input), LENGTH);
            return HexFormat.of().formatHex(digest.finish()).equals(answer(algorithm));
        }
    }

    /** By b3sum 1.2.0, sha256sum, sha512sum and md5sum. */
    private static String answer(Algorithm algorithm) {
        return switch (algorithm) {
            case BLAKE3 -> "ee78d92070de3df1c57c37002abf0a6b1a6589acdeef4d8ffac7cf3d9e8f2836";
            case SHA256 -> "69dbee893909fa17d1be397e0c07691336fe42049c29d403467d3d4a1fc3b5a1";
            case SHA512 -> "f7b8464be8c23f633cd761a6502801a7d77f59a9eb0523e50bec6b366687258a"
                    + "7c8e5f8b1578e56076b133a5ea1f0dd3cf439d97ebca4f335818be014a085c86";
            case MD5 -> "046b3239eaade30920069f171518d956";
        };
    }
}
