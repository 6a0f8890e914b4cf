package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.PathCalls;

/** The real file system. */
final class LinuxFileSystem implements FileSystemView {

    private final PathCalls calls = new PathCalls();

    @Override
    public ByteString readLink(ByteString path) {
        return calls.readLink(path);
    }

    @Override
    public boolean exists(ByteString path) {
        return calls.exists(path);
    }

    @Override
    public byte[] head(ByteString path, int limit) {
        return calls.head(path, limit);
    }

    @Override
    public long birthNanos(ByteString path) {
        return calls.birthNanos(path);
    }

    @Override
    public boolean isDirectory(ByteString path) {
        return calls.isDirectory(path);
    }

    @Override
    public boolean isPipe(ByteString path) {
        return calls.isPipe(path);
    }
}
