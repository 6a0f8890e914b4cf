package io.roarbench.linux;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Files that lie in jars, as paths that other programs can use: each is copied once into a folder of the user's own
 * ({@code $XDG_CACHE_HOME/roar-bench}, else {@code ~/.cache/roar-bench}, else the temporary folder), under a name that holds
 * the SHA-256 of its content, so that versions never mix and a half-written copy is never used.
 */
public final class CachedCopies {

    private CachedCopies() {
    }

    /**
     * Returns a file of this content, made at the first call.
     *
     * @param name what its name ends with, e.g. {@code libroarhash.so}
     * @param content of the file
     * @return an existing, executable file
     * @throws IOException if none of the folders can be used; the message names the last
     */
    public static Path of(String name, byte[] content) throws IOException {
        Path folder = cacheFolder();
        Path file = folder.resolve(sha256(content).substring(0, 16) + "-" + name);
        if (Files.exists(file) && Files.size(file) == content.length) {
            return file;
        }
        Path temporary = Files.createTempFile(folder, name, ".tmp");
        try {
            Files.write(temporary, content);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return file;
    }

    private static Path cacheFolder() throws IOException {
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
                throw new IOException("cannot use " + folder + " for copies: mode " + mode
                        + "; it must be yours and writable by you only");
            }
        }
        return folder;
    }

    private static boolean ownedByUser(Path folder) throws IOException {
        return Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
