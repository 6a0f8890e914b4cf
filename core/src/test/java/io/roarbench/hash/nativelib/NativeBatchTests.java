package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.Cancellation;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.HashFailure.Kind;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.spi.BatchHashing;
import io.roarbench.hash.spi.FileHash;
import io.roarbench.hash.spi.FileRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many files in one call: lanes that are refilled as files end, several threads, failures in between. */
class NativeBatchTests {

    private static final int FILES = 70;

    @TempDir
    private Path folder;

    private final List<Path> files = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    static List<SimdLevel> levels() {
        return Levels.here();
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Levels.here();
        Random random = new Random(3);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[switch (i) {
                case 0 -> 0;
                case 1 -> 3_000_000;
                case 2 -> 65_536;
                case 3 -> 131_072;
                default -> i < 40 ? random.nextInt(300) : random.nextInt(200_000);
            }];
            random.nextBytes(content);
            contents.add(content);
            files.add(Files.write(folder.resolve("f" + i), content));
        }
    }

    @ParameterizedTest
    @MethodSource("levels")
    void every_file_gets_its_own_digest(SimdLevel level) {
        NativeProvider provider = NativeProvider.at(level);
        for (Algorithm algorithm : Algorithm.values()) {
            for (int threads = 1; threads <= 3; threads++) {
                Results results = new Results();
                AtomicLong told = new AtomicLong();
                provider.hashFiles(files, new FileRequest(Set.of(algorithm), threads, IoMode.AUTO, told::addAndGet,
                        Cancellation.never()), results);
                assertThat(results.failures).isEmpty();
                assertThat(results.hashes).hasSize(FILES);
                for (int i = 0; i < FILES; i++) {
                    assertThat(HexFormat.of().formatHex(results.hashes.get(i).digests().get(algorithm)))
                            .as("%s of file %d, %d bytes, %d threads", algorithm, i, contents.get(i).length, threads)
                            .isEqualTo(single(provider, algorithm, contents.get(i)));
                }
                assertThat(told).hasValue(contents.stream().mapToLong(c -> c.length).sum());
            }
        }
    }

    private static String single(NativeProvider provider, Algorithm algorithm, byte[] content) {
        try (var digest = provider.openDigest(algorithm)) {
            digest.update(content, 0, content.length);
            return HexFormat.of().formatHex(digest.finish());
        }
    }

    @Test
    void a_failing_file_leaves_the_others_alone() {
        for (Algorithm algorithm : Algorithm.values()) {
            List<Path> mixed = new ArrayList<>(files);
            mixed.set(5, folder.resolve("absent"));
            mixed.set(50, folder);
            Results results = new Results();
            new NativeProvider().hashFiles(mixed, request(algorithm, Cancellation.never()), results);
            assertThat(results.failures.get(5).kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(results.failures.get(50).kind()).isEqualTo(Kind.DIRECTORY);
            assertThat(results.failures).hasSize(2);
            assertThat(results.hashes).hasSize(FILES - 2);
        }
    }

    @Test
    void more_files_than_fit_into_one_slice_keep_their_indexes() {
        Path[] many = new Path[5000];
        Arrays.fill(many, files.get(4));
        many[4500] = files.get(2);
        Results results = new Results();
        new NativeProvider().hashFiles(List.of(many), request(Algorithm.BLAKE3, Cancellation.never()), results);
        assertThat(results.hashes).hasSize(5000);
        assertThat(results.hashes.get(4500).size()).isEqualTo(65_536);
        assertThat(results.hashes.get(4499).size()).isEqualTo(contents.get(4).length);
    }

    @Test
    void every_file_of_a_cancelled_batch_is_delivered_once() {
        Results results = new Results();
        new NativeProvider().hashFiles(files, request(Algorithm.MD5, () -> true), results);
        assertThat(results.hashes.size() + results.failures.size()).isEqualTo(FILES);
        assertThat(results.failures.values()).allMatch(failure -> failure.kind() == Kind.CANCELLED);
    }

    private static FileRequest request(Algorithm algorithm, Cancellation cancellation) {
        return new FileRequest(Set.of(algorithm), 2, IoMode.AUTO, bytes -> { }, cancellation);
    }

    /** Takes the results and refuses a second one for the same file. */
    private static final class Results implements BatchHashing.Listener {

        private final Map<Integer, FileHash> hashes = new HashMap<>();
        private final Map<Integer, HashFailure> failures = new HashMap<>();

        @Override
        public void hashed(int index, FileHash hash) {
            assertThat(hashes.put(index, hash)).isNull();
        }

        @Override
        public void failed(int index, HashFailure failure) {
            assertThat(failures.put(index, failure)).isNull();
        }
    }
}
