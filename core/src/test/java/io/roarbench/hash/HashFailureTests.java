package io.roarbench.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be hashed is said in one line, by every provider alike, and harms no other file. */
class HashFailureTests {

    @TempDir
    private Path folder;

    private static List<String> providers() {
        return Providers.all().stream().filter(p -> p.availability(Algorithm.SHA256).available())
                .map(p -> p.name()).toList();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_missing_file(String provider) {
        HashFailure failure = failure(provider, folder.resolve("gone"));
        assertThat(failure.kind()).isEqualTo(HashFailure.Kind.NOT_FOUND);
        assertThat(failure).hasMessage("'" + folder + "/gone': no such file; check the path");
        assertThat(failure.reason()).isEqualTo("no such file; check the path");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_file_below_a_file(String provider) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(failure(provider, file.resolve("below")).kind()).isEqualTo(HashFailure.Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_directory(String provider) {
        assertThat(failure(provider, folder)).hasMessageContaining("is a directory; name the files in it");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_named_pipe_that_nobody_writes_to(String provider) throws Exception {
        Path fifo = folder.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", fifo.toString()).start();
        Assumptions.assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "mkfifo does not work");
        assertThat(failure(provider, fifo).kind()).isEqualTo(HashFailure.Kind.FIFO);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_device_without_end(String provider) {
        Path zero = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(zero), "no /dev/zero here");
        assertThat(failure(provider, zero).kind()).isEqualTo(HashFailure.Kind.DEVICE);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_file_that_this_user_may_not_read(String provider) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        assertThat(failure(provider, file).kind()).isEqualTo(HashFailure.Kind.UNREADABLE);
    }

    @Test
    void a_path_with_a_newline_stays_on_one_line() {
        HashFailure failure = failure("jdk", folder.resolve("a\nb\u0001\\"));
        assertThat(failure.getMessage()).contains("a\\nb\\x01\\\\'").doesNotContain("\n");
        assertThat(failure.reason()).isEqualTo("no such file; check the path");
    }

    @Test
    void a_file_that_grows() throws IOException {
        assertThat(whileHashing(file -> Files.write(file, new byte[100], StandardOpenOption.APPEND)))
                .isEqualTo(HashFailure.Kind.GREW);
    }

    @Test
    void a_file_that_shrinks() throws IOException {
        assertThat(whileHashing(file -> Files.write(file, new byte[100]))).isEqualTo(HashFailure.Kind.SHRANK);
    }

    @Test
    void a_file_that_is_overwritten_in_place() throws IOException {
        assertThat(whileHashing(file -> {
            Files.write(file, new byte[100], StandardOpenOption.WRITE);
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
        })).isEqualTo(HashFailure.Kind.CHANGED);
    }

    @Test
    void a_file_that_vanishes() throws IOException {
        assertThat(whileHashing(Files::delete)).isEqualTo(HashFailure.Kind.VANISHED);
    }

    @Test
    void other_files_are_still_hashed() throws IOException {
        Path good = Files.writeString(folder.resolve("good"), "abc");
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.SHA256).threads(2).build()) {
            List<FileOutcome> outcomes = hasher.hashAll(List.of(folder, good, folder.resolve("gone"), good));
            assertThat(outcomes).hasExactlyElementsOfTypes(FileOutcome.Failed.class, FileDigest.class,
                    FileOutcome.Failed.class, FileDigest.class);
        }
    }

    private interface Disturbance {
        void on(Path file) throws IOException;
    }

    /** Disturbs a file from within the first progress call, when a part of it has been read. */
    private HashFailure.Kind whileHashing(Disturbance disturbance) throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[4 << 20]);
        AtomicBoolean done = new AtomicBoolean();
        ProgressListener disturb = bytes -> {
            if (done.compareAndSet(false, true)) {
                try {
                    disturbance.on(file);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.SHA256).provider("jdk").progress(disturb).build()) {
            return catchThrowableOfType(HashFailure.class, () -> hasher.hash(file)).kind();
        }
    }

    private static HashFailure failure(String provider, Path file) {
        try (Hasher hasher = Hasher.builder().algorithms(Algorithm.SHA256).provider(provider).build()) {
            HashFailure failure = catchThrowableOfType(HashFailure.class, () -> hasher.hash(file));
            assertThat(failure).isNotNull();
            assertThat(failure.path()).isEqualTo(file);
            return failure;
        }
    }
}
