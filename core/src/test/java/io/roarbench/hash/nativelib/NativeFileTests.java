package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.Cancellation;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.HashFailure.Kind;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.ProgressListener;
import io.roarbench.hash.spi.FileHash;
import io.roarbench.hash.spi.FileRequest;
import io.roarbench.linux.PageCache;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files: every way of reading and number of threads, and what can go wrong. */
class NativeFileTests {

    private static final Set<Algorithm> BLAKE3 = EnumSet.of(Algorithm.BLAKE3);
    private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path folder;

    private final NativeProvider provider = new NativeProvider();

    @BeforeEach
    void libraryIsThere() {
        Levels.here();
    }

    private static FileRequest request(Set<Algorithm> algorithms, int threads, IoMode io) {
        return new FileRequest(algorithms, threads, io, ProgressListener.none(), Cancellation.never());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file-" + content.length), content);
    }

    private Path sparse(long size) throws IOException {
        Path path = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    private String blake3(Path file, int threads, IoMode io) throws HashFailure {
        return HEX.formatHex(provider.hashFile(file, request(BLAKE3, threads, io)).digests().get(Algorithm.BLAKE3));
    }

    @ParameterizedTest
    @CsvSource({"1, AUTO", "2, AUTO", "3, AUTO", "4, AUTO", "1, READ", "3, READ", "1, MMAP", "2, MMAP", "4, MMAP"})
    void threads_and_ways_of_reading_change_nothing(int threads, IoMode io) throws IOException {
        for (int size : new int[] {0, 1, 1024, 65_536, 524_287, 524_288, 1_048_577, 5_000_000, 8_388_608, 20_000_001}) {
            byte[] content = Levels.pattern(size);
            assertThat(blake3(file(content), threads, io)).as("%d bytes", size).isEqualTo(Levels.blake3(content));
        }
    }

    /** Large enough for windows, of which a few go each way before one is preferred. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void a_large_cached_file_may_be_read_and_mapped_in_turn(int threads) throws IOException {
        byte[] content = Levels.pattern(90_000_001);
        Path file = file(content);
        for (int round = 0; round < 2; round++) {
            FileHash hash = provider.hashFile(file, request(BLAKE3, threads, IoMode.AUTO));
            assertThat(HEX.formatHex(hash.digests().get(Algorithm.BLAKE3))).isEqualTo(Levels.blake3(content));
            assertThat(hash.io()).isIn("mmap 8 MiB populate", "mmap 8 MiB", "pread 1 MiB");
        }
    }

    @Test
    void direct_reads_give_the_same_or_say_that_they_cannot_be_had() throws IOException {
        byte[] content = Levels.pattern(3_000_001);
        Path file = file(content);
        try {
            FileHash hash = provider.hashFile(file, request(BLAKE3, 1, IoMode.DIRECT));
            assertThat(hash.io()).contains("O_DIRECT");
            assertThat(HEX.formatHex(hash.digests().get(Algorithm.BLAKE3))).isEqualTo(Levels.blake3(content));
            assertThat(blake3(file, 3, IoMode.DIRECT)).isEqualTo(Levels.blake3(content));
            byte[] large = Levels.pattern(20_000_001);
            assertThat(blake3(file(large), 1, IoMode.DIRECT)).isEqualTo(Levels.blake3(large));
        } catch (HashFailure failure) {
            assertThat(failure.kind()).isEqualTo(Kind.PROVIDER);
            assertThat(failure).hasMessageContaining("O_DIRECT");
        }
    }

    /** Of a size that ends between pieces, and of one that ends with a piece. */
    @ParameterizedTest
    @CsvSource({"1, 90000001", "2, 90000001", "1, 83886080"})
    void a_large_file_that_is_not_in_the_page_cache_is_read_ahead(int threads, int size) throws Exception {
        byte[] content = Levels.pattern(size);
        Path file = file(content);
        assumeTrue(new PageCache().evict(file).complete(), "files of this folder do not leave the page cache");
        FileHash hash = provider.hashFile(file, request(EnumSet.of(Algorithm.BLAKE3, Algorithm.MD5), threads, IoMode.AUTO));
        assertThat(HEX.formatHex(hash.digests().get(Algorithm.BLAKE3))).isEqualTo(Levels.blake3(content));
        assertThat(hash.digests().get(Algorithm.MD5)).isEqualTo(MessageDigest.getInstance("MD5").digest(content));
        if (threads == 1) {
            assertThat(hash.io()).isEqualTo("pread 2 MiB ahead");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 300000", "2, 300000", "1, 20000001", "2, 20000001", "3, 20000001", "4, 9000000"})
    void four_digests_of_one_file_equal_the_single_ones(int threads, int size) throws Exception {
        byte[] content = Levels.pattern(size);
        var digests = provider.hashFile(file(content), request(ALL, threads, IoMode.AUTO)).digests();
        assertThat(HEX.formatHex(digests.get(Algorithm.BLAKE3))).isEqualTo(Levels.blake3(content));
        assertThat(digests.get(Algorithm.SHA256)).isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
        assertThat(digests.get(Algorithm.SHA512)).isEqualTo(MessageDigest.getInstance("SHA-512").digest(content));
        assertThat(digests.get(Algorithm.MD5)).isEqualTo(MessageDigest.getInstance("MD5").digest(content));
    }

    @ParameterizedTest
    @EnumSource(SimdLevel.class)
    void each_level_hashes_files_or_says_why_not(SimdLevel level) throws IOException {
        byte[] content = Levels.pattern(10_000_000);
        Path file = file(content);
        NativeProvider forced = NativeProvider.at(level);
        if (Levels.here().contains(level)) {
            FileHash hash = forced.hashFile(file, request(BLAKE3, 2, IoMode.AUTO));
            assertThat(HEX.formatHex(hash.digests().get(Algorithm.BLAKE3))).isEqualTo(Levels.blake3(content));
            assertThat(forced.description(Algorithm.BLAKE3)).isEqualTo(level.label());
        } else {
            assertThat(forced.availability(Algorithm.BLAKE3).reason()).contains("this CPU has no " + level.label());
            assertThatThrownBy(() -> forced.openDigest(Algorithm.BLAKE3)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** More than 32 bits of bytes; past the page cache, which would take long to fill. The answer is b3sum 1.2.0's. */
    @ParameterizedTest
    @MethodSource("levels")
    void a_sparse_file_of_more_than_4_gib(SimdLevel level) throws IOException {
        Path file = sparse((4L << 30) + 5);
        NativeProvider forced = NativeProvider.at(level);
        FileHash hash;
        try {
            hash = forced.hashFile(file, request(BLAKE3, 2, IoMode.DIRECT));
        } catch (HashFailure noDirectReads) {
            assertThat(noDirectReads.kind()).isEqualTo(Kind.PROVIDER);
            hash = forced.hashFile(file, request(BLAKE3, 2, IoMode.AUTO));
        }
        assertThat(HEX.formatHex(hash.digests().get(Algorithm.BLAKE3)))
                .isEqualTo("ca4e7bf82892f2e1fc0c82c3cf14c86c09c4fedec61d5b7c2792c29ab93dcafb");
    }

    static List<SimdLevel> levels() {
        return Levels.here();
    }

    @Test
    void progress_adds_up_to_the_size_once_per_file_whatever_the_digests() throws IOException {
        for (Set<Algorithm> algorithms : Set.of(BLAKE3, ALL)) {
            AtomicLong told = new AtomicLong();
            provider.hashFile(sparse(30_000_000),
                    new FileRequest(algorithms, 2, IoMode.AUTO, told::addAndGet, Cancellation.never()));
            assertThat(told).hasValue(30_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void a_cancelled_hashing_ends_with_that_failure(int threads) throws IOException {
        Path endless = sparse(1L << 40);
        AtomicBoolean begun = new AtomicBoolean();
        FileRequest request = new FileRequest(BLAKE3, threads, IoMode.AUTO, bytes -> begun.set(true), begun::get);
        assertThatThrownBy(() -> provider.hashFile(endless, request))
                .isInstanceOfSatisfying(HashFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    }

    /** The file is cut short between the first progress and the end: an error in every mode, never a crash. */
    @ParameterizedTest
    @CsvSource({"1, MMAP", "2, MMAP", "1, READ", "2, READ", "1, AUTO", "2, AUTO"})
    void a_file_truncated_while_it_is_hashed_is_an_error(int threads, IoMode io) throws IOException {
        for (int round = 0; round < 5; round++) {
            Path file = sparse(1L << 40);
            AtomicBoolean cut = new AtomicBoolean();
            FileRequest request = new FileRequest(BLAKE3, threads, io, bytes -> {
                if (cut.compareAndSet(false, true)) {
                    truncate(file);
                }
            }, Cancellation.never());
            assertThatThrownBy(() -> provider.hashFile(file, request)).isInstanceOfSatisfying(HashFailure.class, e -> {
                assertThat(e.kind()).isEqualTo(Kind.SHRANK);
                assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("now 5000 bytes");
            });
        }
    }

    private static void truncate(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(5000);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_file_written_to_replaced_or_grown_while_it_is_hashed_is_an_error() throws IOException {
        assertThat(kindAfter(path -> Files.write(path, new byte[] {1}, StandardOpenOption.WRITE)))
                .isEqualTo(Kind.CHANGED);
        assertThat(kindAfter(path -> Files.write(path, new byte[] {1}, StandardOpenOption.APPEND)))
                .isEqualTo(Kind.GREW);
        assertThat(kindAfter(Files::delete)).isEqualTo(Kind.VANISHED);
    }

    private interface Change {
        void apply(Path path) throws IOException;
    }

    private Kind kindAfter(Change change) throws IOException {
        Path file = sparse(600_000_000);
        AtomicBoolean done = new AtomicBoolean();
        FileRequest changing = new FileRequest(BLAKE3, 1, IoMode.READ, bytes -> {
            if (done.compareAndSet(false, true)) {
                try {
                    change.apply(file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }, Cancellation.never());
        try {
            provider.hashFile(file, changing);
            return null;
        } catch (HashFailure e) {
            return e.kind();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void what_is_no_readable_regular_file_is_named_and_never_blocks() throws Exception {
        assertThat(kindOf(folder)).isEqualTo(Kind.DIRECTORY);
        assertThat(kindOf(folder.resolve("absent"))).isEqualTo(Kind.NOT_FOUND);
        assertThat(kindOf(Path.of("/dev/zero"))).isEqualTo(Kind.DEVICE);
        Path fifo = folder.resolve("fifo");
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "mkfifo is missing");
        assertThat(kindOf(fifo)).isEqualTo(Kind.FIFO);
    }

    private Kind kindOf(Path path) {
        try {
            provider.hashFile(path, request(BLAKE3, 1, IoMode.AUTO));
            return null;
        } catch (HashFailure e) {
            return e.kind();
        }
    }

    @Test
    void files_of_proc_have_content_though_they_say_they_are_empty() throws IOException {
        FileHash hash = provider.hashFile(Path.of("/proc/version"), request(BLAKE3, 1, IoMode.AUTO));
        byte[] content = Files.readAllBytes(Path.of("/proc/version"));
        assertThat(hash.size()).isEqualTo(content.length).isPositive();
        assertThat(HEX.formatHex(hash.digests().get(Algorithm.BLAKE3))).isEqualTo(Levels.blake3(content));
    }
}
