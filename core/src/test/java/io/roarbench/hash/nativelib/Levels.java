package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.AddressDigest;
import io.roarbench.hash.spi.Availability;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.Blake3Digest;

/** What several tests of the native provider share. */
final class Levels {

    private Levels() {
    }

    /** The levels of this CPU; skips the test if the library was not built. */
    static List<SimdLevel> here() {
        Availability best = new NativeProvider().availability(Algorithm.BLAKE3);
        assumeThat(best.available()).as("the native library: %s", best.reason()).isTrue();
        return Arrays.stream(SimdLevel.values())
                .filter(level -> NativeProvider.at(level).availability(Algorithm.BLAKE3).available()).toList();
    }

    /** Bytes i mod 251, as in the official vectors. */
    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    static Memory memory(byte[] content) {
        Memory memory = new Memory(Math.max(1, content.length));
        memory.write(0, content, 0, content.length);
        return memory;
    }

    static String digest(AddressDigest digest, Memory input, long length) {
        digest.update(Pointer.nativeValue(input), length);
        return HexFormat.of().formatHex(digest.finish());
    }

    static String blake3(byte[] content) {
        Blake3Digest oracle = new Blake3Digest(32);
        oracle.update(content, 0, content.length);
        return finish(oracle);
    }

    static String finish(Blake3Digest oracle) {
        byte[] out = new byte[32];
        oracle.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }
}
