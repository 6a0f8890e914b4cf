package io.roarbench.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.hash.bouncycastle.BouncyCastleProvider;
import io.roarbench.hash.jdk.JdkProvider;
import io.roarbench.hash.nativelib.NativeProvider;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import io.roarbench.hash.vector.VectorProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fastest provider that works is chosen; one that miscalculates, at once or later, is not. */
class SelectionTests {

    private static final Map<String, Double> SPEEDS = Map.of("jdk", 1.5, "bouncycastle", 0.2, "fast", 9.0, "broken", 10.0);

    private final List<String> measured = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void the_fastest_by_measurement() {
        Hasher hasher = hasher(Tuning.MEASURED, new BouncyCastleProvider(), new JdkProvider(), new Fake("fast", false));
        assertThat(hasher.sources().get(Algorithm.SHA256).provider()).isEqualTo("fast");
        assertThat(measured).containsExactlyInAnyOrder("bouncycastle", "jdk", "fast");
    }

    @Test
    void the_fixed_order_measures_nothing() {
        Hasher hasher = hasher(Tuning.FIXED, new BouncyCastleProvider(), new Fake("fast", false), new JdkProvider());
        assertThat(hasher.sources().get(Algorithm.SHA256).provider()).isEqualTo("jdk");
        assertThat(measured).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_small_first_job_measures_nothing_and_a_large_one_after_it_does() throws IOException {
        Hasher hasher = hasher(Tuning.LAZY, new BouncyCastleProvider(), new JdkProvider(), new Fake("fast", false));
        Path small = Files.writeString(folder.resolve("small"), "abc");
        assertThat(hasher.hash(small).content().sources().get(Algorithm.SHA256).provider()).isEqualTo("jdk");
        assertThat(measured).isEmpty();
        assertThat(hasher.sources().get(Algorithm.SHA256).provider()).isEqualTo("fast");
        assertThat(measured).isNotEmpty();
    }

    @Test
    void a_provider_that_miscalculates_is_not_chosen_and_says_why_if_asked_for() {
        DigestProvider broken = new Fake("broken", true);
        assertThat(hasher(Tuning.MEASURED, broken, new JdkProvider()).sources().get(Algorithm.SHA256).provider())
                .isEqualTo("jdk");
        assertThatThrownBy(() -> Hasher.builder().algorithms(Algorithm.SHA256).providers(List.of(broken))
                .provider("broken").build())
                .isInstanceOf(ProviderUnavailableException.class).hasMessageContaining("broken fails its self-test");
        assertThat(Providers.check(List.of(broken))).singleElement()
                .satisfies(status -> assertThat(status.availability().reason()).contains("wrong sha256"));
    }

    @Test
    void a_provider_that_miscalculates_when_hot_fails_that_file_and_is_chosen_no_more() throws IOException {
        Fake fake = new Fake("fast", false);
        Path file = folder.resolve("large");
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(64 << 20);
        }
        try (Hasher hasher = hasher(Tuning.MEASURED, new JdkProvider(), fake)) {
            assertThat(hasher.sources().get(Algorithm.SHA256).provider()).isEqualTo("fast");
            fake.broken = true;
            assertThatThrownBy(() -> hasher.hash(file)).isInstanceOfSatisfying(HashFailure.class,
                    failure -> assertThat(failure.kind()).isEqualTo(HashFailure.Kind.PROVIDER))
                    .hasMessageContaining("fast fails its self-test");
            assertThat(hasher.hash(file).content().sources().get(Algorithm.SHA256).provider()).isEqualTo("jdk");
        }
    }

    @Test
    void speeds_are_measured_once_for_a_machine_and_version() throws IOException {
        List<DigestProvider> providers = List.of(new JdkProvider(), new BouncyCastleProvider());
        assertThat(store("cpu A").speeds(Algorithm.MD5, providers)).containsEntry("jdk", 1.5);
        assertThat(store("cpu A").speeds(Algorithm.MD5, providers)).containsEntry("bouncycastle", 0.2);
        assertThat(measured).hasSize(2);
        store("cpu B").speeds(Algorithm.MD5, providers);
        assertThat(measured).hasSize(4);
        store("cpu A").speeds(Algorithm.SHA512, providers);
        assertThat(measured).hasSize(6);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void a_damaged_cache_is_measured_anew_and_an_unwritable_one_does_no_harm() throws IOException {
        List<DigestProvider> providers = List.of(new JdkProvider());
        store("cpu").speeds(Algorithm.MD5, providers);
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "cpu\nnonsense\n");
        }
        assertThat(store("cpu").speeds(Algorithm.MD5, providers)).containsEntry("jdk", 1.5);
        assertThat(measured).hasSize(2);
        Path file = Files.writeString(folder.resolve("file"), "");
        SpeedStore nowhere = new SpeedStore(file.resolve("below"), () -> "cpu", (any, algorithm) -> Map.of("jdk", 3.0));
        assertThat(nowhere.speeds(Algorithm.MD5, providers)).containsEntry("jdk", 3.0);
    }

    @Test
    void a_real_calibration_gives_each_provider_a_speed() {
        Map<String, Double> speeds = new Calibration().apply(List.of(new BouncyCastleProvider(), new JdkProvider()),
                Algorithm.SHA512);
        assertThat(speeds).containsOnlyKeys("bouncycastle", "jdk");
        assertThat(speeds.values()).allMatch(speed -> speed > 0);
    }

    @Test
    void as_fast_in_memory_is_slower_with_files_for_one_that_does_not_read_them() {
        SpeedStore equal = new SpeedStore(folder, () -> "cpu", (any, algorithm) -> Map.of("jdk", 1.61, "native", 1.6));
        NativeProvider own = new NativeProvider();
        assumeTrue(own.availability(Algorithm.SHA256).available());
        Hasher hasher = Hasher.builder().algorithms(Algorithm.SHA256).tuning(Tuning.MEASURED).speeds(equal)
                .providers(List.of(new JdkProvider(), own)).build();
        assertThat(hasher.sources().get(Algorithm.SHA256).provider()).isEqualTo("native");
    }

    @Test
    void little_is_hashed_by_java_alone_until_there_has_been_more() throws IOException {
        NativeProvider own = new NativeProvider();
        assumeTrue(own.availability(Algorithm.BLAKE3).available());
        Path tiny = Files.writeString(folder.resolve("tiny"), "abc");
        Path more = Files.write(folder.resolve("more"), new byte[(int) Selection.WORTH_LOADING]);
        List<DigestProvider> providers = List.of(own, new VectorProvider(), new BouncyCastleProvider());
        try (Hasher hasher = Hasher.builder().providers(providers).speeds(store("cpu")).build()) {
            assertThat(blake3By(hasher, tiny)).isEqualTo("vector");
            assertThat(blake3By(hasher, more)).isEqualTo("native");
            assertThat(blake3By(hasher, tiny)).isEqualTo("native");
        }
        try (Hasher hasher = Hasher.builder().providers(providers).speeds(store("cpu")).build()) {
            for (int file = 1; file < 64; file++) {
                assertThat(blake3By(hasher, tiny)).isEqualTo("vector");
            }
            assertThat(blake3By(hasher, tiny)).isEqualTo("native");
        }
        assertThat(measured).isEmpty();
    }

    private static String blake3By(Hasher hasher, Path file) throws HashFailure {
        FileDigest digest = hasher.hash(file);
        assertThat(digest.digest(Algorithm.BLAKE3)).hasSize(64);
        return digest.content().sources().get(Algorithm.BLAKE3).provider();
    }

    private Hasher hasher(Tuning tuning, DigestProvider... providers) {
        return Hasher.builder().algorithms(Algorithm.SHA256).providers(List.of(providers)).tuning(tuning)
                .speeds(store("cpu")).build();
    }

    private SpeedStore store(String machine) {
        return new SpeedStore(folder, () -> machine, (providers, algorithm) -> {
            providers.forEach(provider -> measured.add(provider.name()));
            return SPEEDS;
        });
    }

    /** SHA-256 by the JDK, with one bit wrong where broken. */
    private static final class Fake implements DigestProvider {

        private final String name;
        private volatile boolean broken;

        Fake(String name, boolean broken) {
            this.name = name;
            this.broken = broken;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Algorithm> algorithms() {
            return Set.of(Algorithm.SHA256);
        }

        @Override
        public Availability availability(Algorithm algorithm) {
            return Availability.yes();
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String description(Algorithm algorithm) {
            return "fake";
        }

        @Override
        public Digest openDigest(Algorithm algorithm) {
            return new FakeDigest(new JdkProvider().openDigest(algorithm));
        }

        private final class FakeDigest implements Digest {

            private final Digest digest;

            FakeDigest(Digest digest) {
                this.digest = digest;
            }

            @Override
            public void update(byte[] input, int offset, int length) {
                digest.update(input, offset, length);
            }

            @Override
            public void update(ByteBuffer input) {
                digest.update(input);
            }

            @Override
            public byte[] finish() {
                byte[] result = digest.finish();
                result[0] ^= broken ? 1 : 0;
                return result;
            }

            @Override
            public void reset() {
                digest.reset();
            }

            @Override
            public void close() {
                digest.close();
            }
        }
    }
}
