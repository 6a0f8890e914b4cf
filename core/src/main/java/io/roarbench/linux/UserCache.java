package io.roarbench.linux;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of what can be made again: {@code $XDG_CACHE_HOME/roar-bench}, else {@code ~/.cache/roar-bench}, else one in the temporary
 * folder. It is the user's own, and nobody else can write into it.
 */
public final class UserCache {

    private UserCache() {
    }

    /** Returns it, made if missing. @throws IOException if none of the folders can be used; the message names the last */
    public static Path folder() throws IOException {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path wanted = xdg != null && !xdg.isBlank()
                ? Path.of(xdg, "roar-bench")
                : Path.of(System.getProperty("user.home"), ".cache", "roar-bench");
        try {
            return ownFolder(wanted);
        } catch (IOException | UnsupportedOperationException unwritable) {
            Path fallback = Path.of(System.getProperty("java.io.tmpdir"),
                    "roar-bench-" + System.getProperty("user.name"));
            return ownFolder(fallback);
        }
    }

    /** Code is loaded from here, so nobody else may be able to write into it. */
    private static Path ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException present) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
            boolean othersWrite = mode.charAt(4) == 'w' || mode.charAt(7) == 'w';
            if (othersWrite || !Files.isWritable(folder) || !ownedByUser(folder)) {
                throw new IOException("cannot use " + folder + " as a cache: mode " + mode
                        + "; it must be yours and writable by you only");
            }
        }
        return folder;
    }

    private static boolean ownedByUser(Path folder) throws IOException {
        return Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    }
}
