package io.roarbench.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same input over and over, while the interpreter's code gives way to C1's and then C2's: the digest must not change.
 * JDK 17's C2 has been seen to break correct code only after hundreds of rounds, so {@code
 * -Droarbench.hash.soak=1000} runs that many (default 12) of half a megabyte.
 */
class JitSoakTests {

    private static final int ROUNDS = Integer.getInteger("roarbench.hash.soak", 12);

    @ParameterizedTest
    @MethodSource("io.roarbench.hash.ProviderCases#all")
    void a_digest_stays_the_same_while_its_code_is_compiled(DigestProvider provider, Algorithm algorithm) {
        ProviderCases.assumeAvailable(provider, algorithm);
        assertThat(wrongRounds(provider, algorithm, 524_289, ROUNDS)).isZero();
    }

    /** In a fresh JVM of each JDK there is, from the interpreter's code to C2's. */
    @ParameterizedTest
    @MethodSource("io.roarbench.hash.Jdks#homes")
    void also_in_a_fresh_jvm(String home) throws Exception {
        soak(home, "-XX:+TieredCompilation", 524_289, 10 * ROUNDS);
    }

    /** In JVMs of their own, with C1 only and with no compiler at all. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-Xint"})
    void also_without_the_optimising_compiler(String flag) throws Exception {
        soak(System.getProperty("java.home"), flag, 20_000, 3);
    }

    private static void soak(String home, String flag, int length, int rounds) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(home, "bin", "java").toString(), flag, "-cp",
                System.getProperty("java.class.path") + File.pathSeparator, Soak.class.getName(), Integer.toString(length),
                Integer.toString(rounds)));
        // JDK 24 and newer warn on stderr of code that loads native libraries.
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualToIgnoringNewLines("all digests right");
    }

    /** Every available provider with every algorithm. Arguments: length of the input, rounds. */
    static final class Soak {

        private Soak() {
        }

        public static void main(String[] args) {
            int length = Integer.parseInt(args[0]);
            int rounds = Integer.parseInt(args[1]);
            for (DigestProvider provider : Providers.all()) {
                for (Algorithm algorithm : provider.algorithms()) {
                    boolean wrong = provider.availability(algorithm).available()
                            && wrongRounds(provider, algorithm, length, rounds) > 0;
                    if (wrong) {
                        System.out.println("wrong: " + provider.name() + " " + algorithm);
                        return;
                    }
                }
            }
            System.out.println("all digests right");
        }
    }

    private static int wrongRounds(DigestProvider provider, Algorithm algorithm, int length, int rounds) {
        byte[] input = ProviderCases.pattern(length);
        String expected = ProviderCases.oracle(algorithm, input);
        int wrong = 0;
        try (Digest digest = provider.openDigest(algorithm)) {
            for (int round = 0; round < rounds; round++) {
                digest.update(input, 0, length);
                wrong += ProviderCases.hex(digest).equals(expected) ? 0 : 1;
            }
        }
        return wrong;
    }
}
