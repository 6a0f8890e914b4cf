package io.roarbench.hash;

import io.roarbench.hash.HashFailure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/** What tells one state of a file from another: compared before and after hashing. */
record FileState(long size, List<Object> stamps) {

    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int DIRECTORY = 0040000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int REGULAR = 0100000;

    /**
     * Looks at a file before it is opened (opening a named pipe would wait for a writer).
     *
     * @throws HashFailure if it is no regular file, or cannot be looked at
     */
    static FileState of(Path file) throws HashFailure {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix") ? unix(file) : basic(file);
        } catch (HashFailure e) {
            throw e;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Turns what the file system said into a failure of the fitting kind. */
    static HashFailure failure(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new HashFailure(Kind.NOT_FOUND, file, "", e);
        }
        if (e instanceof AccessDeniedException) {
            return new HashFailure(Kind.UNREADABLE, file, "", e);
        }
        if (e instanceof FileSystemException system && "Not a directory".equals(system.getReason())) {
            return new HashFailure(Kind.NOT_FOUND, file, "a part of its path is no directory", e);
        }
        String detail = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return new HashFailure(Kind.READ_ERROR, file, detail == null ? e.toString() : detail, e);
    }

    /**
     * Compares with the state before.
     *
     * @throws HashFailure if the file has changed since
     */
    void requireUnchanged(Path file) throws HashFailure {
        FileState now;
        try {
            now = of(file);
        } catch (HashFailure e) {
            throw e.kind() == Kind.NOT_FOUND ? new HashFailure(Kind.VANISHED, file, "", e) : e;
        }
        if (now.size != size) {
            throw new HashFailure(now.size > size ? Kind.GREW : Kind.SHRANK, file,
                    size + " bytes before, " + now.size + " after", null);
        }
        if (!now.stamps.equals(stamps)) {
            throw new HashFailure(Kind.CHANGED, file);
        }
    }

    private static FileState unix(Path file) throws IOException {
        Map<String, Object> now = Files.readAttributes(file, "unix:size,mode,dev,ino,lastModifiedTime,ctime");
        int mode = (Integer) now.get("mode");
        Kind wrong = switch (mode & TYPE) {
            case REGULAR -> null;
            case DIRECTORY -> Kind.DIRECTORY;
            case FIFO -> Kind.FIFO;
            case CHARACTER_DEVICE, BLOCK_DEVICE -> Kind.DEVICE;
            default -> Kind.SPECIAL;
        };
        if (wrong != null) {
            throw new HashFailure(wrong, file);
        }
        return new FileState((Long) now.get("size"),
                List.of(now.get("dev"), now.get("ino"), now.get("lastModifiedTime"), now.get("ctime")));
    }

    private static FileState basic(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (!now.isRegularFile()) {
            throw new HashFailure(now.isDirectory() ? Kind.DIRECTORY : Kind.SPECIAL, file);
        }
        return new FileState(now.size(), List.of(now.lastModifiedTime(), String.valueOf(now.fileKey())));
    }
}
