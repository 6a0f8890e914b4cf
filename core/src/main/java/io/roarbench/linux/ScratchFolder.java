package io.roarbench.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder for temporary files that is removed with everything in it when closed, and that others can tell to be in use for
 * as long as its process lives, however that ends: it is locked with flock(2), which the kernel undoes at {@code kill -9}.
 * What a killed process left is found and removed by {@link #sweep}.
 *
 * <p>Only its user can enter it (mode 0700). Where there is no flock (not Linux), folders are made but never swept.
 */
public final class ScratchFolder implements AutoCloseable {

    /** What the names of all scratch folders begin with. */
    public static final String PREFIX = "roar-bench-scratch-";

    private final Path path;
    private final FolderLock lock;

    private ScratchFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a new, empty one.
     *
     * @param parent an existing folder
     * @throws IOException if the parent is missing, not writable or full
     */
    public static ScratchFolder in(Path parent) throws IOException {
        while (true) {
            Path folder = make(parent);
            // Between the two calls a sweep may take the folder for a leftover; then another one is made.
            Optional<FolderLock> lock = FolderLock.claim(folder);
            if (lock.isPresent() && Files.isDirectory(folder)) {
                return new ScratchFolder(folder, lock.get());
            }
            lock.ifPresent(FolderLock::close);
        }
    }

    private static Path make(Path parent) throws IOException {
        try {
            return Files.createTempDirectory(parent, PREFIX);
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to make a folder in " + parent, e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + parent, e);
        }
    }

    /** Makes a new, empty one in the folder for temporary files. */
    public static ScratchFolder temporary() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    /** Absolute if its parent was given so. */
    public Path path() {
        return path;
    }

    /**
     * Removes the scratch folders of this user whose process has ended without removing them.
     *
     * @param parent where they were made
     * @return what was removed, and how many are in use by processes that live
     * @throws IOException if one cannot be removed
     */
    public static Swept sweep(Path parent) throws IOException {
        List<Path> removed = new ArrayList<>();
        int inUse = 0;
        if (!onLinux()) {
            return new Swept(removed, inUse);
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!ownFolder(folder)) {
                    continue;
                }
                Optional<FolderLock> lock = FolderLock.claim(folder);
                if (lock.isEmpty()) {
                    inUse++;
                    continue;
                }
                try (FolderLock held = lock.get()) {
                    delete(folder);
                    removed.add(folder);
                }
            }
        }
        return new Swept(List.copyOf(removed), inUse);
    }

    /**
     * What a sweep found.
     *
     * @param removed folders of processes that have ended
     * @param inUse how many belong to processes that live
     */
    public record Swept(List<Path> removed, int inUse) {
    }

    private static boolean onLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static boolean ownFolder(Path folder) throws IOException {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(FileCalls.geteuid());
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }

    /**
     * Deletes a folder and what is in it; links are deleted, not followed.
     *
     * @throws IOException if something in it cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes the folder and what is in it. */
    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                delete(path);
            }
        } finally {
            lock.close();
        }
    }
}
