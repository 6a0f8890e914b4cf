package io.roarbench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sees to it that there is a folder for temporary files: some machines let ordinary users not write to {@code /tmp}. */
final class TemporaryFiles {

    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFiles() {
    }

    /** Where the JVM's own choice cannot be written to, makes it use another; to be called before anything asks for it. */
    static void settle(PrintStream stderr) {
        Path chosen = Path.of(System.getProperty(PROPERTY)).toAbsolutePath();
        if (Files.isWritable(chosen)) {
            return;
        }
        Optional<Path> other = firstWritable(List.of(Path.of("/var/tmp"),
                Path.of(System.getProperty("user.home"), ".cache", "roar-bench", "tmp")));
        other.ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
        stderr.println("warning: no permission to write to " + chosen + "; " + other.map(f -> "temporary files go to " + f)
                .orElse("name a folder for temporary files with java -Djava.io.tmpdir=DIR"));
    }

    /** A folder that does not exist is made, if it can be. */
    static Optional<Path> firstWritable(List<Path> folders) {
        for (Path folder : folders) {
            try {
                Files.createDirectories(folder);
            } catch (IOException notThisOne) {
                continue;
            }
            if (Files.isWritable(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
