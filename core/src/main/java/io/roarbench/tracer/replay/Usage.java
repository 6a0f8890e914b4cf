package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.TracedFile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was done to one path so far. */
final class Usage {

    private final ByteString path;
    private final Set<Integer> pids = new TreeSet<>();
    private final Set<ByteString> aliases = new TreeSet<>();
    private final EnumSet<Did> did = EnumSet.noneOf(Did.class);
    private ByteString renamedFrom;
    private ByteString renamedTo;
    private ByteString linkedFrom;
    private ByteString symlinkTarget;
    private long bytesRead;
    private long bytesWritten;
    private long readCalls;
    private long writeCalls;

    /** The flags of a report's file. */
    enum Did { OPENED, READ, WRITTEN, CREATED, TRUNCATED, DELETED, EXECUTED, MAPPED, DIRECTORY }

    Usage(ByteString path) {
        this.path = path;
    }

    Usage did(int pid, Did... what) {
        pids.add(pid);
        did.addAll(Arrays.asList(what));
        return this;
    }

    ByteString path() {
        return path;
    }

    /** A property of the file that no process did. */
    void is(Did what) {
        did.add(what);
    }

    boolean has(Did what) {
        return did.contains(what);
    }

    void reads(long calls, long bytes) {
        readCalls += calls;
        bytesRead += bytes;
    }

    void writes(long calls, long bytes) {
        writeCalls += calls;
        bytesWritten += bytes;
    }

    void alias(ByteString name) {
        if (!name.equals(path)) {
            aliases.add(name);
        }
    }

    void renamedFrom(ByteString from) {
        renamedFrom = from;
    }

    void renamedTo(ByteString to) {
        renamedTo = to;
    }

    void linkedFrom(ByteString from) {
        linkedFrom = from;
    }

    void symlinkTarget(ByteString target) {
        symlinkTarget = target;
    }

    /** Takes over what was done to a file before it had this name. */
    void add(Usage earlier) {
        pids.addAll(earlier.pids);
        did.addAll(earlier.did);
        reads(earlier.readCalls, earlier.bytesRead);
        writes(earlier.writeCalls, earlier.bytesWritten);
    }

    TracedFile toFile() {
        return new TracedFile(path.text(), has(Did.OPENED), has(Did.READ), has(Did.WRITTEN), has(Did.CREATED),
                has(Did.TRUNCATED), has(Did.DELETED), has(Did.EXECUTED), has(Did.MAPPED), has(Did.DIRECTORY),
                text(renamedFrom), text(renamedTo), text(linkedFrom), text(symlinkTarget),
                aliases.stream().map(ByteString::text).toList(), bytesRead, bytesWritten, readCalls, writeCalls,
                List.copyOf(pids));
    }

    private static String text(ByteString bytes) {
        return bytes == null ? null : bytes.text();
    }
}
