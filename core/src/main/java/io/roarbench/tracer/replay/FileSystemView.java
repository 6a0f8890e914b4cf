package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;

/** What a replay asks the file system for. A port, so that tests can do without one. */
public interface FileSystemView {

    /** The target of a symbolic link; null if this is none, is not there, or may not be read. */
    ByteString readLink(ByteString path);

    /** Whether there is anything of this name now, be it a link that leads nowhere. */
    default boolean exists(ByteString path) {
        return true;
    }

    /** The first bytes of a file, at most {@code limit}; empty if it can't be read. */
    byte[] head(ByteString path, int limit);

    /** When a file came into being, nanoseconds since 1970 UTC; -1 if unknown or if it is not there. */
    long birthNanos(ByteString path);

    /** Whether this is a directory now. */
    boolean isDirectory(ByteString path);

    /** Whether this is a named pipe now. */
    default boolean isPipe(ByteString path) {
        return false;
    }
}
