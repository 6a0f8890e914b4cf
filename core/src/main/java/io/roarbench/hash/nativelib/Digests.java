package io.roarbench.hash.nativelib;

import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How the library numbers algorithms and lays out their digests. */
final class Digests {

    private Digests() {
    }

    static int slot(Algorithm algorithm) {
        return switch (algorithm) {
            case BLAKE3 -> 0;
            case SHA256 -> 1;
            case SHA512 -> 2;
            case MD5 -> 3;
        };
    }

    static int bit(Algorithm algorithm) {
        return 1 << slot(algorithm);
    }

    static int bits(Set<Algorithm> algorithms) {
        int bits = 0;
        for (Algorithm algorithm : algorithms) {
            bits |= bit(algorithm);
        }
        return bits;
    }

    static byte[] read(Pointer digests, long offset, Algorithm algorithm) {
        return digests.getByteArray(offset + (long) slot(algorithm) * RoarHash.DIGEST_SLOT, algorithm.digestLength());
    }

    static Map<Algorithm, byte[]> read(Pointer digests, long offset, Set<Algorithm> algorithms) {
        Map<Algorithm, byte[]> found = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : algorithms) {
            found.put(algorithm, read(digests, offset, algorithm));
        }
        return found;
    }

    /** Of memory that Java sees as a buffer. */
    static Map<Algorithm, byte[]> read(ByteBuffer digests, int offset, Set<Algorithm> algorithms) {
        Map<Algorithm, byte[]> found = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : algorithms) {
            byte[] digest = new byte[algorithm.digestLength()];
            digests.get(offset + slot(algorithm) * RoarHash.DIGEST_SLOT, digest);
            found.put(algorithm, digest);
        }
        return found;
    }
}
