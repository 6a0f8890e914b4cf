package io.roarbench.hash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** One file could not be hashed. The message is one line: which file, what happened, what to do about it. */
public final class HashFailure extends IOException {

    private static final long serialVersionUID = 1;

    /** What happened. */
    public enum Kind {
        /** No file of that name. */
        NOT_FOUND("no such file", "check the path"),
        /** It was there and has gone while it was being hashed. */
        VANISHED("the file was removed or replaced while it was hashed", "hash it when nothing else changes it"),
        /** No permission to read it. */
        UNREADABLE("permission denied", "make the file and its folders readable for this user"),
        /** A directory. */
        DIRECTORY("is a directory", "name the files in it, e.g. with find"),
        /** A named pipe. */
        FIFO("is a named pipe", "pipe its content to standard input and use '-'"),
        /** A character or block device. */
        DEVICE("is a device", "pipe as much of it as you want to standard input and use '-'"),
        /** A socket or something stranger. */
        SPECIAL("is not a regular file", "name a regular file"),
        /** Longer after hashing than before. */
        GREW("the file grew while it was hashed", "hash it when nothing writes to it"),
        /** Shorter after hashing than before. */
        SHRANK("the file shrank while it was hashed", "hash it when nothing truncates it"),
        /** The same length, but written to. */
        CHANGED("the file changed while it was hashed", "hash it when nothing writes to it"),
        /** Reading failed: the medium, the network, the file system. */
        READ_ERROR("reading failed", "see the system's log for the device or file system"),
        /** The caller cancelled. */
        CANCELLED("cancelled", "hash it again"),
        /** The provider gave wrong digests, or cannot do what was asked. */
        PROVIDER("the hash provider failed", "choose another one by name");

        private final String problem;
        private final String remedy;

        Kind(String problem, String remedy) {
            this.problem = problem;
            this.remedy = remedy;
        }
    }

    private final Kind kind;
    private final String path;

    /**
     * A failure with the usual words for its kind.
     *
     * @param path the file as the caller named it
     */
    public HashFailure(Kind kind, Path path) {
        this(kind, path, "", null);
    }

    /**
     * A failure with details.
     *
     * @param path   the file as the caller named it
     * @param detail added to the kind's words, e.g. the text of an errno or byte counts; may be empty
     * @param cause  what was caught, or null
     */
    public HashFailure(Kind kind, Path path, String detail, Throwable cause) {
        super(message(kind, path, detail), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.path = path.toString();
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** The file as the caller named it. */
    public Path path() {
        return Path.of(path);
    }

    /** What happened and what to do, without the path. */
    public String reason() {
        return getMessage().substring(getMessage().indexOf(": ", quoted(path()).length()) + 2);
    }

    /**
     * A path as one line of text: control characters and backslashes escaped as in C, quotes around.
     */
    public static String quoted(Path path) {
        StringBuilder text = new StringBuilder("'");
        path.toString().chars().forEach(c -> {
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                case '\'' -> text.append("\\'");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        text.append(String.format("\\x%02x", c));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        return text.append('\'').toString();
    }

    private static String message(Kind kind, Path path, String detail) {
        String more = detail.isEmpty() ? "" : " (" + detail + ")";
        return quoted(path) + ": " + kind.problem + more + "; " + kind.remedy;
    }
}
