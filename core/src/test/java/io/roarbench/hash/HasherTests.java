package io.roarbench.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.linux.PageCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, streams and buffers, by every way through the hasher. */
class HasherTests {

    private static final Algorithm[] ALL = Algorithm.values();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1,1,READ", "1,4,READ", "2,4,AUTO", "4,4,READ", "1,1,MMAP", "3,4,MMAP", "1,2,DIRECT", "3,2,DIRECT"})
    void a_file_has_the_digests_of_its_bytes(int threads, int algorithms, IoMode io) throws IOException {
        List<Algorithm> wanted = List.of(ALL).subList(0, algorithms);
        for (int size : new int[] {0, 1, 4096, 262_145, (9 << 20) + 17}) {
            Path file = random("f" + size, size);
            byte[] content = Files.readAllBytes(file);
            try (Hasher hasher = java(wanted).threads(threads).io(io).build()) {
                FileDigest digest = hasher.hash(file);
                assertThat(digest.size()).isEqualTo(size);
                assertThat(digest.digests().keySet()).containsExactlyElementsOf(wanted);
                for (Algorithm algorithm : wanted) {
                    assertThat(digest.digest(algorithm)).as("%s of %d", algorithm, size)
                            .isEqualTo(ProviderCases.oracle(algorithm, content));
                }
            }
        }
    }

    /** From 8 MiB on, by windows of 64 MiB; a file not in the page cache is read. On a RAM disk nothing can be evicted. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_provider_that_prefers_arrays_gets_large_files_from_a_mapping_where_they_are_cached(boolean evicted)
            throws IOException {
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.BLAKE3).provider("vector").build()) {
            for (int size : new int[] {4096, (9 << 20) + 17, (65 << 20) + 1}) {
                Path file = random("f" + size, size);
                String expected = ProviderCases.oracle(Algorithm.BLAKE3, Files.readAllBytes(file));
                if (evicted) {
                    new PageCache().evict(file);
                }
                FileDigest digest = hasher.hash(file);
                assertThat(digest.digest(Algorithm.BLAKE3)).isEqualTo(expected);
                assertThat(digest.io()).startsWith(size < 8 << 20 ? "read" : "mmap");
            }
        }
    }

    /** What is not in the page cache is read, so a mapping does not bring it there page by page. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_mapped_channel_gives_the_file_whether_cached_or_not(boolean evicted) throws IOException {
        Path file = random("f", (65 << 20) + 1);
        byte[] content = Files.readAllBytes(file);
        if (evicted) {
            new PageCache().evict(file);
        }
        for (ByteBuffer buffer : List.of(ByteBuffer.allocate(content.length + 1), ByteBuffer.allocateDirect(content.length + 1))) {
            try (MappedChannel channel = new MappedChannel(FileChannel.open(file), true)) {
                buffer.position(1).limit(content.length);
                while (buffer.hasRemaining()) {
                    assertThat(channel.read(buffer)).isPositive();
                }
                assertThat(buffer.limit(content.length + 1)).satisfies(b -> assertThat(channel.read(b)).isEqualTo(1));
                assertThat(buffer.clear().position(1)).isEqualTo(ByteBuffer.wrap(content));
                assertThat(channel.read(buffer)).isEqualTo(-1);
            }
        }
    }

    @Test
    void the_providers_chosen_for_all_algorithms_agree_with_the_oracle() throws IOException {
        Path file = random("f", (3 << 20) + 5);
        try (Hasher hasher = Hasher.builder().algorithms(ALL).threads(2).tuning(Tuning.FIXED).build()) {
            FileDigest digest = hasher.hash(file);
            for (Algorithm algorithm : ALL) {
                assertThat(digest.digest(algorithm)).isEqualTo(ProviderCases.oracle(algorithm, Files.readAllBytes(file)));
                assertThat(digest.content().sources().get(algorithm).provider()).isNotBlank();
            }
            assertThat(digest.io()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void outcomes_of_many_files_keep_their_order(int threads) throws IOException {
        List<Path> files = new ArrayList<>();
        SplittableRandom sizes = new SplittableRandom(7);
        for (int i = 0; i < 40; i++) {
            files.add(i % 7 == 3 ? folder.resolve("missing" + i) : random("f" + i, sizes.nextInt(60_000)));
        }
        files.add(random("large", 3 << 20));
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.SHA256).threads(threads).build()) {
            List<FileOutcome> outcomes = hasher.hashAll(files);
            assertThat(outcomes).extracting(FileOutcome::path).containsExactlyElementsOf(files);
            for (FileOutcome outcome : outcomes) {
                if (outcome instanceof FileDigest digest) {
                    assertThat(digest.digest(Algorithm.SHA256))
                            .isEqualTo(ProviderCases.oracle(Algorithm.SHA256, Files.readAllBytes(digest.path())));
                } else if (outcome instanceof FileOutcome.Failed failed) {
                    assertThat(failed.failure().kind()).isEqualTo(HashFailure.Kind.NOT_FOUND);
                    assertThat(failed.path().toString()).contains("missing");
                }
            }
            assertThat(outcomes).filteredOn(o -> o instanceof FileOutcome.Failed).hasSize(6);
        }
    }

    @Test
    void the_same_file_may_be_named_twice() throws IOException {
        Path file = random("f", 100);
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.MD5).threads(2).build()) {
            assertThat(hasher.hashAll(List.of(file, file, file))).hasSize(3).allMatch(o -> o instanceof FileDigest);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void streams_and_buffers_have_the_digests_of_their_bytes(int threads) throws IOException {
        byte[] content = ProviderCases.pattern((1 << 20) + 3);
        ByteBuffer direct = ByteBuffer.allocateDirect(content.length + 9).position(9).put(content).position(9);
        try (Hasher hasher = Hasher.builder().algorithms(ALL).threads(threads).tuning(Tuning.FIXED).build()) {
            ContentDigest stream = hasher.hash(new ByteArrayInputStream(content));
            for (Algorithm algorithm : ALL) {
                assertThat(stream.digest(algorithm)).isEqualTo(ProviderCases.oracle(algorithm, content));
            }
            assertThat(hasher.hash(ByteBuffer.wrap(content))).isEqualTo(stream);
            assertThat(hasher.hash(direct)).isEqualTo(stream);
            assertThat(direct.hasRemaining()).isFalse();
        }
    }

    @Test
    void a_blake3_of_memory_may_use_several_threads() {
        byte[] content = ProviderCases.pattern((5 << 20) + 3);
        try (Hasher hasher = Hasher.builder().threads(3).build()) {
            assertThat(hasher.hash(ByteBuffer.wrap(content)).digest(Algorithm.BLAKE3))
                    .isEqualTo(ProviderCases.oracle(Algorithm.BLAKE3, content));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void progress_adds_up_to_the_size(int threads) throws IOException {
        Path file = random("f", 10 << 20);
        AtomicLong bytes = new AtomicLong();
        try (Hasher hasher = java(List.of(Algorithm.SHA256, Algorithm.MD5)).threads(threads)
                .progress(bytes::addAndGet).build()) {
            hasher.hash(file);
        }
        assertThat(bytes).hasValue(10 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_cancellation_ends_a_file_and_those_after_it(int threads) throws IOException {
        Path file = random("f", 10 << 20);
        AtomicLong bytes = new AtomicLong();
        try (Hasher hasher = java(List.of(Algorithm.SHA256, Algorithm.MD5)).threads(threads)
                .progress(bytes::addAndGet).cancellation(() -> bytes.get() > 1 << 20).build()) {
            assertThat(hasher.hashAll(List.of(file, file))).hasSize(2).allSatisfy(outcome ->
                    assertThat(((FileOutcome.Failed) outcome).failure().kind()).isEqualTo(HashFailure.Kind.CANCELLED));
            assertThatThrownBy(() -> hasher.hash(Files.newInputStream(file))).isInstanceOf(CancellationException.class);
            assertThat(bytes.get()).isLessThan(6 << 20);
        }
    }

    @ParameterizedTest
    @EnumSource(value = IoMode.class, names = {"READ", "MMAP"})
    void a_sparse_file_beyond_2_GiB_is_hashed_to_its_end(IoMode io) throws IOException {
        Path file = folder.resolve("sparse");
        long size = (2L << 30) + 3;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size - 3);
            sparse.seek(size - 3);
            sparse.write("end".getBytes(UTF_8));
        }
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.SHA256).provider("jdk").io(io).build()) {
            FileDigest digest = hasher.hash(file);
            assertThat(digest.size()).isEqualTo(size);
            // By openssl dgst.
            assertThat(digest.digest(Algorithm.SHA256))
                    .isEqualTo("8d936ca12b41f4297b186a6fc0f1dbb46919fa7c01849014149abbfaa9a0e980");
        }
    }

    @Test
    void a_file_of_proc_has_content_although_it_says_it_is_empty() throws IOException {
        Path version = Path.of("/proc/version");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(version), "no /proc here");
        try (Hasher hasher = Hasher.of(Algorithm.SHA256)) {
            assertThat(hasher.hash(version).digest(Algorithm.SHA256))
                    .isEqualTo(ProviderCases.oracle(Algorithm.SHA256, Files.readAllBytes(version)));
        }
    }

    @Test
    void wrong_settings_are_refused_in_words() {
        assertThatThrownBy(() -> Hasher.builder().threads(0)).hasMessageContaining("1 or more, not 0");
        assertThatThrownBy(() -> Hasher.builder().bufferSize(5)).hasMessageContaining("4 KiB to 1 GiB, not 5");
        assertThatThrownBy(() -> Hasher.builder().provider("nativ").build())
                .isInstanceOf(ProviderUnavailableException.class).hasMessageContaining("unknown hash provider 'nativ'")
                .hasMessageContaining("bouncycastle");
        assertThatThrownBy(() -> Hasher.builder().algorithms(Algorithm.BLAKE3).provider("jdk").build())
                .hasMessageContaining("'jdk' cannot compute blake3").hasMessageContaining("bouncycastle");
        assertThatThrownBy(() -> Algorithm.of("sha1")).hasMessageContaining("unknown hash algorithm 'sha1'");
        assertThat(Algorithm.of("SHA-256")).isEqualTo(Algorithm.SHA256);
    }

    /** Providers that do not read files themselves, so that the reading here is what is tested. */
    private static HasherBuilder java(List<Algorithm> algorithms) {
        HasherBuilder builder = Hasher.builder().algorithms(algorithms).provider("jdk");
        return algorithms.contains(Algorithm.BLAKE3) ? builder.provider(Algorithm.BLAKE3, "bouncycastle") : builder;
    }

    private Path random(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new SplittableRandom(size).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }
}
