package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of an input hashed apart give the digest of the whole. */
class Blake3TreeTests {

    static List<SimdLevel> levels() {
        return Levels.here();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void random_aligned_subtrees_pushed_equal_the_whole(SimdLevel level) {
        for (int round = 0; round < 12; round++) {
            Random random = new Random(round);
            byte[] input = new byte[1025 + random.nextInt(2_000_000)];
            random.nextBytes(input);
            try (Memory memory = Levels.memory(input); Blake3Tree tree = NativeProvider.at(level).openTree()) {
                pushSubtrees(tree, Pointer.nativeValue(memory), input.length, random);
                assertThat(HexFormat.of().formatHex(tree.finish())).as("round %d", round)
                        .isEqualTo(Levels.blake3(input));
            }
        }
    }

    private static void pushSubtrees(Blake3Tree tree, long address, long length, Random random) {
        long at = 0;
        while (length - at > Blake3Tree.CHUNK) {
            long chunks = 1;
            while (chunks * 2 * Blake3Tree.CHUNK < length - at && at / Blake3Tree.CHUNK % (chunks * 2) == 0
                    && random.nextInt(8) > 0) {
                chunks *= 2;
            }
            long bytes = chunks * Blake3Tree.CHUNK;
            if (random.nextBoolean()) {
                tree.push(tree.subtree(address + at, bytes, at / Blake3Tree.CHUNK), chunks);
            } else {
                tree.update(address + at, bytes);
            }
            at += bytes;
        }
        tree.update(address + at, length - at);
    }

    /** Chunk numbers pass 2^32 at 4 TiB: no test file is that large, so the levels are compared there. */
    @ParameterizedTest
    @MethodSource("levels")
    void chunk_counters_carry_into_their_high_word(SimdLevel level) {
        int length = 64 * Blake3Tree.CHUNK;
        try (Memory memory = Levels.memory(Levels.pattern(length));
                Blake3Tree tree = NativeProvider.at(level).openTree();
                Blake3Tree portable = NativeProvider.at(SimdLevel.PORTABLE).openTree()) {
            long address = Pointer.nativeValue(memory);
            for (long first : new long[] {(1L << 32) - 64, 1L << 32, 3L << 40}) {
                assertThat(tree.subtree(address, length, first)).isEqualTo(portable.subtree(address, length, first));
            }
            assertThat(tree.subtree(address, length, (1L << 32) - 64))
                    .isNotEqualTo(tree.subtree(address, length, 0));
        }
    }

    @Test
    void parts_that_are_no_subtrees_are_refused() {
        levels();
        try (Memory memory = new Memory(8192); Blake3Tree tree = new NativeProvider().openTree()) {
            long address = Pointer.nativeValue(memory);
            assertThatThrownBy(() -> tree.subtree(address, 4096, 2)).hasMessageContaining("multiple of 4");
            assertThatThrownBy(() -> tree.subtree(address, 0, 0)).isInstanceOf(IllegalArgumentException.class);
            byte[] value = tree.subtree(address, 4096, 0);
            assertThatThrownBy(() -> tree.push(value, 3)).hasMessageContaining("power of two");
            tree.push(value, 4);
            assertThatThrownBy(tree::finish).hasMessageContaining("no root");
        }
    }
}
