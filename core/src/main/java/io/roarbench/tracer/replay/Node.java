package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;

/** A file as open descriptors know it: whatever happens to its name. */
final class Node {

    private ByteString path;
    private boolean contentWritten;
    private Usage unnamed;

    /** @param path its name; null for a file without one (O_TMPFILE), whose usage is kept until it gets one */
    Node(ByteString path) {
        this.path = path;
        this.unnamed = path == null ? new Usage(null) : null;
    }

    ByteString path() {
        return path;
    }

    void rename(ByteString to) {
        path = to;
    }

    boolean contentWritten() {
        return contentWritten;
    }

    void contentWasWritten() {
        contentWritten = true;
    }

    /** What was done while it had no name; null if it has or had one. */
    Usage unnamed() {
        return unnamed;
    }

    void named(ByteString first) {
        path = first;
        unnamed = null;
    }
}
