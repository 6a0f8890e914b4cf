package io.roarbench.hash;

import io.roarbench.hash.bouncycastle.BouncyCastleProvider;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/** Every provider with every algorithm that it implements, for parameterised tests. */
final class ProviderCases {

    private ProviderCases() {
    }

    static Stream<Arguments> all() {
        return Providers.all().stream().flatMap(provider -> provider.algorithms().stream()
                .map(algorithm -> Arguments.of(org.junit.jupiter.api.Named.of(provider.name(), provider), algorithm)));
    }

    static void assumeAvailable(DigestProvider provider, Algorithm algorithm) {
        Availability availability = provider.availability(algorithm);
        Assumptions.assumeTrue(availability.available(), availability.reason());
    }

    static String hex(Digest digest) {
        return HexFormat.of().formatHex(digest.finish());
    }

    /** The digest by Bouncy Castle, which shares no code with the others. */
    static String oracle(Algorithm algorithm, byte[] input) {
        try (Digest digest = new BouncyCastleProvider().openDigest(algorithm)) {
            digest.update(input, 0, input.length);
            return hex(digest);
        }
    }

    /** The input of the official BLAKE3 vectors: byte i is i mod 251. */
    static byte[] pattern(int length) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (i % 251);
        }
        return input;
    }

    /** Those of BLAKE3. */
    static Stream<Arguments> blake3() {
        return all().filter(c -> c.get()[1] == Algorithm.BLAKE3);
    }
}
