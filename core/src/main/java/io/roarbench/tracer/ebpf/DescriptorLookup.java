package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.PathCalls;
import io.roarbench.tracer.event.TraceEvent;
import java.nio.charset.StandardCharsets;

/** Asks /proc what a descriptor of a process leads to. A guess when the process runs: it may have closed it already. */
final class DescriptorLookup {

    private static final String DELETED = " (deleted)";

    private final PathCalls paths = new PathCalls();

    /** Null if the process or descriptor is gone. */
    TraceEvent.FdIdentity identity(long nanos, int tid, int fd) {
        return identity(nanos, tid, Integer.toString(tid), fd, fd);
    }

    /** What this JVM's descriptor {@code own} leads to, as the traced task's descriptor {@code fd}. */
    TraceEvent.FdIdentity own(long nanos, int tid, int own, int fd) {
        return identity(nanos, tid, "self", own, fd);
    }

    private TraceEvent.FdIdentity identity(long nanos, int tid, String process, int in, int fd) {
        ByteString descriptor = ByteString.utf8("/proc/" + process + "/fd/" + in);
        ByteString link = paths.readLink(descriptor);
        if (link == null) {
            return null;
        }
        ByteString path = link.startsWith("/") ? link : null;
        // A file may really be called so.
        if (path != null && path.endsWith(DELETED) && !paths.isSameFile(path, descriptor)) {
            path = path.substring(0, path.length() - DELETED.length());
        }
        if (path != null && path.startsWith("/memfd:")) {
            path = null;
        }
        return new TraceEvent.FdIdentity(nanos, tid, fd, path, flags(process, in));
    }

    /** The octal "flags:" of fdinfo; 2 (read and write) if it is not there. */
    private int flags(String process, int fd) {
        try {
            String info = java.nio.file.Files.readString(
                    java.nio.file.Path.of("/proc/" + process + "/fdinfo/" + fd), StandardCharsets.ISO_8859_1);
            int at = info.indexOf("flags:");
            return at < 0 ? 2 : Integer.parseInt(info.substring(at + 6, info.indexOf('\n', at)).strip(), 8);
        } catch (java.io.IOException gone) {
            return 2;
        }
    }

    /** The arguments of a running process, NUL after each; empty if it is gone. */
    byte[] commandLine(int pid) {
        try {
            return java.nio.file.Files.readAllBytes(java.nio.file.Path.of("/proc/" + pid + "/cmdline"));
        } catch (java.io.IOException gone) {
            return new byte[0];
        }
    }
}
