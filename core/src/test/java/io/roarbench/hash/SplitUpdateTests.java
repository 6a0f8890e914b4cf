package io.roarbench.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the bytes come, in arrays and buffers of whatever kind and size, the digest is that of all of them. */
class SplitUpdateTests {

    private static final int ROUNDS = Integer.getInteger("roarbench.hash.rounds", 40);
    private static final int[] BORDERS = {0, 64, 128, 1024, 2048, 16 << 10, 64 << 10, 256 << 10};

    @ParameterizedTest
    @MethodSource("io.roarbench.hash.ProviderCases#all")
    void random_lengths_in_random_pieces(DigestProvider provider, Algorithm algorithm) {
        ProviderCases.assumeAvailable(provider, algorithm);
        SplittableRandom random = new SplittableRandom(20260101);
        try (Digest digest = provider.openDigest(algorithm)) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] input = new byte[length(random)];
                random.nextBytes(input);
                feed(digest, input, random);
                assertThat(ProviderCases.hex(digest)).as("round %d, %d bytes", round, input.length)
                        .isEqualTo(ProviderCases.oracle(algorithm, input));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.roarbench.hash.ProviderCases#all")
    void a_reset_forgets_and_a_finished_digest_starts_anew(DigestProvider provider, Algorithm algorithm) {
        ProviderCases.assumeAvailable(provider, algorithm);
        byte[] input = ProviderCases.pattern(5000);
        try (Digest digest = provider.openDigest(algorithm)) {
            digest.update(input, 0, 3000);
            digest.reset();
            digest.update(input, 0, 5000);
            String first = ProviderCases.hex(digest);
            digest.update(input, 0, 5000);
            assertThat(ProviderCases.hex(digest)).isEqualTo(first).isEqualTo(ProviderCases.oracle(algorithm, input));
        }
    }

    private static int length(SplittableRandom random) {
        int border = BORDERS[random.nextInt(BORDERS.length)] * (1 + random.nextInt(3));
        return Math.max(0, random.nextBoolean() ? border + random.nextInt(-1, 2) : random.nextInt(border + 1));
    }

    private static void feed(Digest digest, byte[] input, SplittableRandom random) {
        int largest = 1 << random.nextInt(18);
        for (int at = 0; at < input.length;) {
            int length = Math.min(input.length - at, random.nextInt(largest + 1));
            ByteBuffer piece = piece(input, at, length, random.nextInt(5));
            if (piece == null) {
                digest.update(input, at, length);
            } else {
                digest.update(piece);
                assertThat(piece.hasRemaining()).isFalse();
            }
            at += length;
        }
    }

    private static ByteBuffer piece(byte[] input, int at, int length, int kind) {
        return switch (kind) {
            case 0 -> null;
            case 1 -> ByteBuffer.wrap(input, at, length);
            case 2 -> ByteBuffer.wrap(input, at, length).slice().asReadOnlyBuffer();
            case 3 -> ByteBuffer.allocateDirect(length + 7).position(7).put(input, at, length).position(7);
            default -> ByteBuffer.allocateDirect(length + 5).position(5).put(input, at, length).position(5).slice()
                    .asReadOnlyBuffer();
        };
    }
}
