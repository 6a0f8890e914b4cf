package io.roarbench.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files below {@code /proc}, {@code /sys}, {@code /etc} and {@code /run}, under a root of choice. A file that is
 * missing, or that this user may not read, is an unknown fact and no error.
 */
final class MachineFiles {

    private final Path root;

    MachineFiles(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** The whole text without white space around it; empty if unknown. */
    String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8).strip();
    }

    byte[] bytes(String path) {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            return in.readAllBytes();
        } catch (IOException unknown) {
            return new byte[0];
        }
    }

    List<String> lines(String path) {
        return text(path).lines().toList();
    }

    /** A file that holds one whole number; -1 if unknown. */
    long number(String path) {
        return Numbers.whole(text(path));
    }

    /** Names in a folder, sorted; none if unknown. */
    List<String> names(String folder) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException unknown) {
            return List.of();
        }
    }

    /** Where a link points, as it is written. */
    String linkTarget(String path) {
        try {
            return Files.readSymbolicLink(root.resolve(path)).toString();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }

    /** The path with all links followed, relative to the root. */
    Optional<String> resolved(String path) {
        try {
            return Optional.of(root.toRealPath().relativize(root.resolve(path).toRealPath()).toString());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
