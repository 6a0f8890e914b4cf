package io.roarbench.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Files that lie in jars, as paths that other programs can use: each is copied once into the {@link UserCache}, under a name that
 * holds the SHA-256 of its content, so that versions never mix and a half-written copy is never used.
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
        Path folder = UserCache.folder();
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

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
