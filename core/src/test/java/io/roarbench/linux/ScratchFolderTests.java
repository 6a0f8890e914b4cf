package io.roarbench.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchFolderTests {

    @TempDir
    private Path parent;

    @Test
    void is_removed_with_everything_in_it() throws IOException {
        Path path;
        try (ScratchFolder scratch = ScratchFolder.in(parent)) {
            path = scratch.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/file"), "x");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void links_in_it_are_removed_not_followed() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "stays");
        try (ScratchFolder scratch = ScratchFolder.in(parent)) {
            Files.createSymbolicLink(scratch.path().resolve("link"), outside);
            Files.createSymbolicLink(scratch.path().resolve("up"), parent);
        }
        assertThat(outside).hasContent("stays");
    }

    @Test
    void one_in_use_survives_a_sweep() throws IOException {
        try (ScratchFolder scratch = ScratchFolder.in(parent)) {
            ScratchFolder.Swept swept = ScratchFolder.sweep(parent);
            assertThat(swept.removed()).isEmpty();
            assertThat(swept.inUse()).isEqualTo(1);
            assertThat(scratch.path()).isDirectory();
        }
    }

    @Test
    void one_that_a_killed_process_left_is_swept() throws Exception {
        Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), Leaver.class.getName(), parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Path left = Path.of(other.inputReader().readLine());
        assertThat(ScratchFolder.sweep(parent).inUse()).as("while its process lives").isEqualTo(1);

        other.destroyForcibly().waitFor();

        assertThat(ScratchFolder.sweep(parent).removed()).containsExactly(left);
        assertThat(left).doesNotExist();
    }

    @Test
    void other_folders_and_links_of_such_a_name_are_left_alone() throws IOException {
        Path other = Files.createDirectory(parent.resolve("roar-bench-out"));
        Path link = Files.createSymbolicLink(parent.resolve(ScratchFolder.PREFIX + "link"), other);
        assertThat(ScratchFolder.sweep(parent).removed()).isEmpty();
        assertThat(other).isDirectory();
        assertThat(link).isSymbolicLink();
    }

    /** Makes a folder, says so, and waits to be killed. */
    static final class Leaver {
        public static void main(String[] parent) throws IOException {
            Path folder = ScratchFolder.in(Path.of(parent[0])).path();
            Files.writeString(folder.resolve("half-written"), "x");
            System.out.println(folder);
            System.in.read();
        }
    }
}
