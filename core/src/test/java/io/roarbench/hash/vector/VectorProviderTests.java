package io.roarbench.hash.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.Jdks;
import io.roarbench.hash.bouncycastle.BouncyCastleProvider;
import io.roarbench.hash.spi.Digest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In JVMs of their own, because the module is enabled when a JVM starts and C2 has been seen to break correct digest code
 * in some runs only; on every JDK that {@link Jdks} finds. {@code -Droarbench.hash.soak=1000} makes the runs longer.
 */
class VectorProviderTests {

    private static final List<String> MODULE = List.of("--add-modules", "jdk.incubator.vector");

    static Stream<String> jdks() throws IOException {
        return Jdks.homes();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void by_the_vector_api_digests_are_right_and_stay_so_while_code_is_compiled(String jdk) throws Exception {
        soaks(jdk, MODULE, "Vector API");
    }

    /** As on a CPU without AVX-512; on others than x86 the flag is not known and nothing changes. */
    @ParameterizedTest
    @MethodSource("jdks")
    void vectors_of_256_bits_do_the_same(String jdk) throws Exception {
        List<String> flags = List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2", MODULE.get(0), MODULE.get(1));
        soaks(jdk, flags, "Vector API");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void without_the_module_loops_do_the_same(String jdk) throws Exception {
        soaks(jdk, List.of(), "Java loops");
    }

    /** Vectors would be objects then: a hundred times slower. */
    @ParameterizedTest
    @MethodSource("jdks")
    void without_the_optimising_compiler_the_vector_api_is_not_used(String jdk) throws Exception {
        soaks(jdk, List.of("-XX:TieredStopAtLevel=1", MODULE.get(0), MODULE.get(1)), "Java loops");
    }

    /** Depending on what C2 has compiled before, it does not inline such a method, and its vectors are objects then. */
    @Test
    void no_method_of_ours_takes_or_returns_a_vector() throws Exception {
        assertThat(run(System.getProperty("java.home"), MODULE, VectorMethods.class)).containsExactly("2 classes");
    }

    /**
     * Right in every JVM. Allocating little in one of three is enough: what C2 does in one of them depends on when which
     * method is compiled, and so on the load of the machine.
     */
    private static void soaks(String jdk, List<String> flags, String description) throws Exception {
        List<String> lines = List.of();
        for (int jvm = 0; jvm < 3 && !lines.contains("allocates little"); jvm++) {
            lines = run(jdk, flags, Soak.class, System.getProperty("roarbench.hash.soak", "150"));
            assertThat(lines).startsWith(description, "0 wrong");
        }
        assertThat(lines).containsExactly(description, "0 wrong", "allocates little");
    }

    private static List<String> run(String jdk, List<String> flags, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(jdk, "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        // A JVM warns on stderr of incubator modules.
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    /** Prints the methods that take or return a vector, and how many classes that use vectors it has looked at. */
    static final class VectorMethods {

        private VectorMethods() {
        }

        public static void main(String[] args) {
            List<Class<?>> classes = List.of(VectorKernel.class, VectorRounds.class);
            classes.stream().flatMap(type -> Stream.of(type.getDeclaredMethods()))
                    .filter(method -> vector(method.getReturnType())
                            || Stream.of(method.getParameterTypes()).anyMatch(VectorMethods::vector))
                    .forEach(System.out::println);
            System.out.println(classes.size() + " classes");
        }

        private static boolean vector(Class<?> type) {
            return type.getName().matches("jdk\\.incubator\\.vector\\..*Vector");
        }
    }

    /** Random lengths in random pieces against Bouncy Castle, then one input over and over, then what that allocates. */
    static final class Soak {

        private static final int[] BORDERS = {0, 64, 1024, 2048, 8 << 10, 16 << 10, 64 << 10, 256 << 10};

        private Soak() {
        }

        public static void main(String[] args) {
            VectorProvider provider = new VectorProvider();
            System.out.println(provider.description(Algorithm.BLAKE3).replaceAll(",.*", ""));
            SplittableRandom random = new SplittableRandom(20260103);
            int wrong = 0;
            try (Digest digest = provider.openDigest(Algorithm.BLAKE3)) {
                for (int round = 0; round < 60; round++) {
                    byte[] input = new byte[length(random)];
                    random.nextBytes(input);
                    feed(digest, input, random);
                    wrong += Arrays.equals(digest.finish(), oracle(input)) ? 0 : 1;
                }
                wrong += again(digest, Integer.parseInt(args[0]), random);
                System.out.println(wrong + " wrong");
                System.out.println(allocatesLittle(digest) ? "allocates little" : "allocates much");
            }
        }

        /** Within 20 s, for C2 may still be at work; vectors as objects were three quarters of the input's bytes. */
        private static boolean allocatesLittle(Digest digest) {
            var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            byte[] input = new byte[1 << 20];
            boolean little = false;
            for (long end = System.nanoTime() + 20_000_000_000L; !little && System.nanoTime() < end;) {
                long before = thread.getCurrentThreadAllocatedBytes();
                digest.update(input, 0, input.length);
                digest.finish();
                little = thread.getCurrentThreadAllocatedBytes() - before < input.length / 16;
            }
            return little;
        }

        private static int again(Digest digest, int rounds, SplittableRandom random) {
            byte[] input = new byte[3 * 524_288 + 1];
            random.nextBytes(input);
            byte[] expected = oracle(input);
            int wrong = 0;
            for (int round = 0; round < rounds; round++) {
                digest.update(input, 0, input.length);
                wrong += Arrays.equals(digest.finish(), expected) ? 0 : 1;
            }
            return wrong;
        }

        private static int length(SplittableRandom random) {
            int border = BORDERS[random.nextInt(BORDERS.length)] * (1 + random.nextInt(3));
            return Math.max(0, random.nextBoolean() ? border + random.nextInt(-1, 2) : random.nextInt(border + 1));
        }

        private static void feed(Digest digest, byte[] input, SplittableRandom random) {
            int largest = 1 << random.nextInt(20);
            for (int at = 0; at < input.length;) {
                int length = Math.min(input.length - at, 1 + random.nextInt(largest));
                digest.update(input, at, length);
                at += length;
            }
        }

        private static byte[] oracle(byte[] input) {
            try (Digest oracle = new BouncyCastleProvider().openDigest(Algorithm.BLAKE3)) {
                oracle.update(input, 0, input.length);
                return oracle.finish();
            }
        }
    }
}
