package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Memory;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.AddressDigest;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.FusedHashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests of bytes in memory, at every level of this CPU, against official vectors, Bouncy Castle and the JDK. */
class NativeDigestTests {

    private static final HexFormat HEX = HexFormat.of();

    static List<SimdLevel> levels() {
        return Levels.here();
    }

    private static AddressDigest open(SimdLevel level, Algorithm algorithm) {
        return (AddressDigest) NativeProvider.at(level).openDigest(algorithm);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void official_blake3_vectors(SimdLevel level) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/blake3_test_vectors.json");
                AddressDigest digest = open(level, Algorithm.BLAKE3)) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            assertThat(cases).hasSizeGreaterThan(30);
            for (JsonNode vector : cases) {
                int length = vector.get("input_len").asInt();
                digest.update(Levels.pattern(length), 0, length);
                assertThat(HEX.formatHex(digest.finish())).as("length %d", length)
                        .isEqualTo(vector.get("hash").asText().substring(0, 64));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void blake3_of_every_length_to_70000(SimdLevel level) {
        int most = 70_000;
        byte[] input = Levels.pattern(most);
        Blake3Digest oracle = new Blake3Digest(32);
        try (Memory memory = Levels.memory(input); AddressDigest digest = open(level, Algorithm.BLAKE3)) {
            for (int length = 0; length <= most; length++) {
                String wanted = Levels.finish(new Blake3Digest(oracle));
                if (!Levels.digest(digest, memory, length).equals(wanted)) {
                    assertThat(length).as("a length with a wrong digest at %s", level).isNull();
                }
                if (length < most) {
                    oracle.update(input[length]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void nist_and_rfc_1321_vectors(SimdLevel level) {
        String million = "a".repeat(1_000_000);
        check(level, Algorithm.MD5, "", "d41d8cd98f00b204e9800998ecf8427e");
        check(level, Algorithm.MD5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0");
        check(level, Algorithm.MD5, million, "7707d6ae4e027c70eea2a935c2296f21");
        check(level, Algorithm.SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check(level, Algorithm.SHA256, million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        check(level, Algorithm.SHA512, "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
        check(level, Algorithm.SHA512, million, "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
                + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
    }

    private static void check(SimdLevel level, Algorithm algorithm, String text, String wanted) {
        byte[] input = text.getBytes(StandardCharsets.US_ASCII);
        try (Digest digest = open(level, algorithm)) {
            digest.update(input, 0, input.length);
            assertThat(HEX.formatHex(digest.finish())).as("%s at %s", algorithm, level).isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void any_split_into_updates_of_any_kind_gives_the_same_digest(SimdLevel level) throws NoSuchAlgorithmException {
        for (int round = 0; round < 24; round++) {
            Random random = new Random(1000 + round);
            int length = switch (round % 4) {
                case 0 -> 1024 * (1 + random.nextInt(40)) + random.nextInt(3) - 1;
                case 1 -> (1 << 20) + random.nextInt(3) - 1;
                case 2 -> random.nextInt(300);
                default -> random.nextInt(1_500_000);
            };
            byte[] input = new byte[length];
            random.nextBytes(input);
            for (Algorithm algorithm : Algorithm.values()) {
                try (Digest digest = open(level, algorithm)) {
                    updateInPieces(digest, input, random);
                    assertThat(HEX.formatHex(digest.finish())).as("%s of %d bytes, round %d", algorithm, length, round)
                            .isEqualTo(expected(algorithm, input));
                }
            }
        }
    }

    private static void updateInPieces(Digest digest, byte[] input, Random random) {
        ByteBuffer direct = ByteBuffer.allocateDirect(input.length + 3);
        for (int at = 0; at < input.length; ) {
            int n = random.nextInt(4) == 0 ? 1 + random.nextInt(70) : 1 + random.nextInt(input.length);
            n = Math.min(n, input.length - at);
            switch (random.nextInt(4)) {
                case 0 -> digest.update(input, at, n);
                case 1 -> digest.update(ByteBuffer.wrap(input, at, n));
                case 2 -> digest.update(ByteBuffer.wrap(input, at, n).asReadOnlyBuffer());
                default -> {
                    direct.clear().position(1 + random.nextInt(2));
                    direct.put(input, at, n).flip().position(direct.limit() - n);
                    digest.update(direct);
                    assertThat(direct.hasRemaining()).isFalse();
                }
            }
            at += n;
        }
    }

    private static String expected(Algorithm algorithm, byte[] input) throws NoSuchAlgorithmException {
        return switch (algorithm) {
            case BLAKE3 -> Levels.blake3(input);
            case SHA256 -> jdk("SHA-256", input);
            case SHA512 -> jdk("SHA-512", input);
            case MD5 -> jdk("MD5", input);
        };
    }

    private static String jdk(String name, byte[] input) throws NoSuchAlgorithmException {
        return HEX.formatHex(MessageDigest.getInstance(name).digest(input));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void fused_digests_equal_the_single_ones(SimdLevel level) throws NoSuchAlgorithmException {
        NativeProvider provider = NativeProvider.at(level);
        for (Set<Algorithm> fusion : provider.fusions()) {
            byte[] input = new byte[700_001];
            new Random(7).nextBytes(input);
            try (FusedHashing.FusedDigest digest = provider.openFused(fusion)) {
                ByteBuffer direct = ByteBuffer.allocateDirect(input.length).put(input).flip();
                digest.update(direct.limit(99));
                digest.update(direct.limit(input.length));
                var digests = digest.finish();
                for (Algorithm algorithm : fusion) {
                    assertThat(HEX.formatHex(digests.get(algorithm))).isEqualTo(expected(algorithm, input));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void threads_over_memory_change_nothing(int threads) {
        levels();
        for (int length : new int[] {0, 1, 65_536, 65_537, 131_072, 1_000_003, 9_000_000}) {
            byte[] input = Levels.pattern(length);
            ByteBuffer direct = ByteBuffer.allocateDirect(length + 5).position(5).put(input).flip().position(5);
            assertThat(HEX.formatHex(new NativeProvider().hash(Algorithm.BLAKE3, direct, threads)))
                    .as("%d bytes", length).isEqualTo(Levels.blake3(input));
            assertThat(direct.hasRemaining()).isFalse();
        }
    }

    @Test
    void a_reset_forgets_and_a_finish_begins_anew() {
        levels();
        try (Digest digest = new NativeProvider().openDigest(Algorithm.BLAKE3)) {
            digest.update(new byte[5000], 0, 5000);
            digest.reset();
            assertThat(HEX.formatHex(digest.finish())).isEqualTo(Levels.blake3(new byte[0]));
            digest.update(new byte[10], 3, 7);
            assertThat(HEX.formatHex(digest.finish())).isEqualTo(Levels.blake3(new byte[7]));
        }
    }

    @Test
    void a_closed_digest_is_refused_instead_of_used() {
        levels();
        Digest digest = new NativeProvider().openDigest(Algorithm.SHA256);
        digest.close();
        digest.close();
        assertThatThrownBy(() -> digest.update(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new NativeProvider().openDigest(Algorithm.MD5).update(new byte[1], 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
