package io.roarbench.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class PageCacheTests {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final PageCache cache = new PageCache();

    @BeforeEach
    void needs_a_file_system_that_can_drop_pages() throws IOException {
        String type = Files.getFileStore(folder).type();
        assumeTrue(Set.of("ext4", "ext3", "xfs", "btrfs", "overlay").contains(type),
                "the temporary folder is on " + type + ", which keeps its pages");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 4097, 8 * MIB + 1})
    void a_file_read_through_is_wholly_resident(int bytes) throws IOException {
        Path file = file("warm", bytes);
        cache.evict(file);

        Warming warming = cache.warm(file);

        assertThat(warming.bytesRead()).isEqualTo(bytes);
        assertThat(warming.complete()).isTrue();
        assertThat(warming.after()).isEqualTo(new Residency(file, bytes, bytes));
        assertThat(cache.residentShare(file)).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4097, 8 * MIB + 1})
    void eviction_leaves_no_page_even_of_a_file_just_written(int bytes) throws IOException {
        Path file = file("dirty", bytes);

        Eviction eviction = cache.evict(file);

        assertThat(eviction.before().complete()).isTrue();
        assertThat(eviction.complete()).isTrue();
        assertThat(eviction.method()).contains("posix_fadvise(DONTNEED)");
        assertThat(cache.residentShare(file)).isZero();
    }

    @Test
    void a_part_that_was_read_is_a_part_that_is_resident() throws IOException {
        Path file = file("part", 64 * MIB);
        cache.evict(file);
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(40 * MIB);
            reader.readFully(new byte[4096]);
        }

        assertThat(cache.residentShare(file)).isStrictlyBetween(0.0, 0.9);
    }

    @Test
    void absent_pages_are_told_run_by_run() throws IOException {
        int page = FileCalls.getpagesize();
        Path file = folder.resolve("holes");
        try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
            writer.setLength(10L * page + 5);
            writer.seek(3L * page);
            writer.write(new byte[2 * page]);
        }
        List<String> runs = new ArrayList<>();

        try (FileCalls.Descriptor descriptor = FileCalls.Descriptor.openForReading(file)) {
            new ResidencyScan(descriptor, 10L * page + 5)
                    .visit((offset, length) -> runs.add(offset / page + "+" + length));
        }

        assertThat(runs).containsExactly("0+" + 3 * page, "5+" + (5 * page + 5));
    }

    @Test
    void looking_makes_nothing_resident() throws IOException {
        Path file = file("looked-at", MIB);
        cache.evict(file);

        cache.residency(file);

        assertThat(cache.residency(file).none()).isTrue();
    }

    @Test
    void a_file_of_many_windows_is_counted_to_its_last_byte() throws IOException {
        Path file = folder.resolve("sparse");
        long bytes = (12L << 30) + 123;
        try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
            writer.setLength(bytes);
            writer.seek(bytes - 1);
            writer.write(1);
        }

        Residency residency = cache.residency(file);

        assertThat(residency.bytes()).isEqualTo(bytes);
        assertThat(residency.residentBytes()).isEqualTo(123);
    }

    @Test
    void an_empty_file_is_both_cached_and_cold() throws IOException {
        Residency residency = cache.residency(file("empty", 0));

        assertThat(residency.share()).isEqualTo(1.0);
        assertThat(residency.complete()).isTrue();
        assertThat(residency.none()).isTrue();
    }

    @Test
    void a_name_with_spaces_and_percent_signs_is_found() throws IOException {
        Path file = file("100% of it #1?\n", 10);

        assertThat(cache.warm(file).complete()).isTrue();
    }

    @Test
    void a_missing_file_is_one_clear_error() {
        Path missing = folder.resolve("missing");

        SystemCallException error = catchThrowableOfType(SystemCallException.class, () -> cache.residency(missing));

        assertThat(error.is(Errno.ENOENT)).isTrue();
        assertThat(error).hasMessage("open of " + missing + " failed: ENOENT (no such file or directory)");
    }

    @Test
    void a_folder_has_no_pages() {
        assertThatThrownBy(() -> cache.evict(folder)).isInstanceOf(IOException.class)
                .hasMessageContaining("no regular file");
        assertThatThrownBy(() -> cache.warm(Path.of("/dev/zero"))).isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/zero is no regular file");
    }

    @Test
    void dropping_everything_writes_the_kernels_switch() throws IOException {
        Path fakeSwitch = file("drop_caches", 0);
        PageCache withFake = new PageCache(fakeSwitch);

        assertThat(withFake.canEvictAll()).isTrue();
        assertThat(withFake.evictAll()).isEqualTo("sync and drop_caches=3");
        assertThat(fakeSwitch).hasContent("3\n");
    }

    @Test
    void dropping_everything_without_permission_says_what_to_do() {
        PageCache withoutSwitch = new PageCache(folder.resolve("absent"));

        assertThat(withoutSwitch.canEvictAll()).isFalse();
        assertThatThrownBy(withoutSwitch::evictAll).isInstanceOf(SystemCallException.class)
                .hasMessageContaining("EACCES (permission denied); run as root");
    }

    @Test
    void dropping_everything_for_real() throws IOException {
        assumeTrue(Boolean.getBoolean("roarbench.dropCaches"),
                "slows the whole machine down; ask for it with -Dtest.jvm.args=-Droarbench.dropCaches=true");
        assumeTrue(cache.canEvictAll(), "needs root");
        Path file = file("dropped", MIB);

        cache.evictAll();

        assertThat(cache.residency(file).none()).isTrue();
    }

    @Test
    void path_bytes_are_those_of_the_file_system() {
        assertThat(PathBytes.of(Path.of("/tmp/a b%\n"))).isEqualTo("/tmp/a b%\n\0".getBytes(StandardCharsets.US_ASCII));
    }

    private Path file(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }
}
