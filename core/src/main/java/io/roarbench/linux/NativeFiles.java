package io.roarbench.linux;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The files that the build compiled from C (libraries and helper programs), as paths that the dynamic linker or
 * {@code execve} can use.
 *
 * <p>Run from a class folder, the file is used where it lies. Run from a jar, it is copied once into a folder of the
 * user's own ({@code $XDG_CACHE_HOME/roar-bench}, else {@code ~/.cache/roar-bench}, else the temporary folder), under a
 * name that holds the SHA-256 of its content, so that versions never mix and a half-written copy is never used.
 */
public final class NativeFiles {

    private static final String FOLDER = "/native/linux-" + machine() + "/";

    private NativeFiles() {
    }

    /**
     * Returns the path of a compiled file.
     *
     * @param name its file name, e.g. {@code libroarhash.so}
     * @return an existing, executable file; empty if it was not built (see {@link #status()})
     * @throws IOException if it was built but cannot be copied out of the jar; the message names the folder
     */
    public static Optional<Path> find(String name) throws IOException {
        URL url = NativeFiles.class.getResource(FOLDER + name);
        if (url == null) {
            return Optional.empty();
        }
        if (url.getProtocol().equals("file")) {
            return Optional.of(Path.of(java.net.URI.create(url.toString())));
        }
        try (InputStream in = url.openStream()) {
            return Optional.of(cached(name, in.readAllBytes()));
        }
    }

    /** One line: by which compiler the C parts were built, or why they were not. */
    public static String status() {
        try (InputStream in = NativeFiles.class.getResourceAsStream(FOLDER + "status.txt")) {
            return in == null
                    ? "not built: this jar holds no native files for linux-" + machine()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "not readable: " + e.getMessage();
        }
    }

    private static Path cached(String name, byte[] content) throws IOException {
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
                throw new IOException("cannot use " + folder + " for native files: mode " + mode
                        + "; it must be yours and writable by you only");
            }
        }
        return folder;
    }

    private static boolean ownedByUser(Path folder) throws IOException {
        return Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    }

    private static String machine() {
        String arch = System.getProperty("os.arch");
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
