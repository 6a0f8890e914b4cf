package io.roarbench.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published digests, by every provider. */
class KnownAnswerTests {

    private static final String LONG_MESSAGE =
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

    /** FIPS 180-4 example messages. */
    private static final Map<String, String> SHA256 = Map.of(
            "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            LONG_MESSAGE, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");

    private static final Map<String, String> SHA512 = Map.of(
            "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "", "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                    + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
            LONG_MESSAGE, "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
                    + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");

    /** RFC 1321, A.5. */
    private static final Map<String, String> MD5 = Map.of(
            "", "d41d8cd98f00b204e9800998ecf8427e",
            "a", "0cc175b9c0f1b6a831c399e269772661",
            "abc", "900150983cd24fb0d6963f7d28e17f72",
            "message digest", "f96b697d7cb7938d525a2f31aaf161d0",
            "abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f",
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a");

    private static final Map<Algorithm, String> MILLION_A = Map.of(
            Algorithm.SHA256, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            Algorithm.SHA512, "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
                    + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
            Algorithm.MD5, "7707d6ae4e027c70eea2a935c2296f21",
            // Not published: by b3sum 1.2.0.
            Algorithm.BLAKE3, "616f575a1b58d4c9797d4217b9730ae5e6eb319d76edef6549b46f4efe31ff8b");

    @ParameterizedTest
    @MethodSource("io.roarbench.hash.ProviderCases#all")
    void short_messages_of_the_standards(DigestProvider provider, Algorithm algorithm) {
        ProviderCases.assumeAvailable(provider, algorithm);
        Map<String, String> answers = switch (algorithm) {
            case SHA256 -> SHA256;
            case SHA512 -> SHA512;
            case MD5 -> MD5;
            case BLAKE3 -> Map.of("", "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
        };
        try (Digest digest = provider.openDigest(algorithm)) {
            answers.forEach((message, expected) -> {
                byte[] input = message.getBytes(US_ASCII);
                digest.update(input, 0, input.length);
                assertThat(ProviderCases.hex(digest)).as("%s of '%s'", algorithm, message).isEqualTo(expected);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("io.roarbench.hash.ProviderCases#all")
    void a_million_times_a(DigestProvider provider, Algorithm algorithm) {
        ProviderCases.assumeAvailable(provider, algorithm);
        byte[] input = new byte[1_000_000];
        Arrays.fill(input, (byte) 'a');
        try (Digest digest = provider.openDigest(algorithm)) {
            digest.update(input, 0, input.length);
            assertThat(ProviderCases.hex(digest)).isEqualTo(MILLION_A.get(algorithm));
        }
    }

    @ParameterizedTest
    @MethodSource("io.roarbench.hash.ProviderCases#blake3")
    void the_official_blake3_vectors(DigestProvider provider, Algorithm algorithm) throws IOException {
        ProviderCases.assumeAvailable(provider, algorithm);
        JsonNode cases;
        try (InputStream in = KnownAnswerTests.class.getResourceAsStream("blake3_test_vectors.json")) {
            cases = new ObjectMapper().readTree(in).get("cases");
        }
        assertThat(cases).hasSizeGreaterThanOrEqualTo(35);
        try (Digest digest = provider.openDigest(algorithm)) {
            for (JsonNode known : cases) {
                byte[] input = ProviderCases.pattern(known.get("input_len").intValue());
                digest.update(input, 0, input.length);
                assertThat(ProviderCases.hex(digest)).as("%d bytes", input.length)
                        .isEqualTo(known.get("hash").textValue().substring(0, 64));
            }
        }
    }
}
