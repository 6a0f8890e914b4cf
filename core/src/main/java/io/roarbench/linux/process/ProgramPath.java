package io.roarbench.linux.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks programs up as execvp(3) does, in a command's own PATH. */
public final class ProgramPath {

    private static final String STANDARD = "/usr/local/bin:/usr/bin:/bin";

    private ProgramPath() {
    }

    /**
     * The file that a program's name stands for.
     *
     * @param directory what relative names are relative to
     * @throws IOException if there is none
     */
    public static Path find(String name, Map<String, String> environment, Path directory) throws IOException {
        if (name.contains("/")) {
            return directory.resolve(name);
        }
        for (String folder : environment.getOrDefault("PATH", STANDARD).split(":", -1)) {
            Path file = directory.resolve(folder).resolve(name);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file;
            }
        }
        throw new IOException("cannot start " + name + ": it is in no folder of the command's PATH; install it, or add its folder to PATH");
    }
}
