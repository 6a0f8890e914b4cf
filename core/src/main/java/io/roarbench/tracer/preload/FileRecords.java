package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;

/** Turns records on descriptors and names into events. */
final class FileRecords {

    private static final int O_NOFOLLOW = 0400000;
    private static final int O_CLOEXEC = 02000000;
    /** As calls.c has it: the path ended in no link. */
    private static final int PLAIN = 4;

    private final Replay replay;

    FileRecords(Replay replay) {
        this.replay = replay;
    }

    /** Returns whether it was one of this class' kinds. */
    boolean accept(LogRecord r, long nanos, int pid) {
        switch (r.kind()) {
            case OPEN -> replay.accept(opened(r, nanos, pid));
            case SPECIAL -> replay.accept(new TraceEvent.OpenSpecial(nanos, pid, r.fd(), r.value(0) != 0));
            case IDENTITY -> replay.accept(new TraceEvent.FdIdentity(nanos, pid, r.fd(), file(r.strings().get(0)),
                    r.number(0)));
            case CLOSE -> {
                transferred(r, nanos, pid);
                replay.accept(new TraceEvent.Close(nanos, pid, r.fd()));
            }
            case IO -> transferred(r, nanos, pid);
            case CLOSE_RANGE -> replay.accept(new TraceEvent.CloseRange(nanos, pid, r.fd(), r.number(0), r.number(1)));
            case DUP -> replay.accept(new TraceEvent.Dup(nanos, pid, r.fd(), r.number(0), r.value(1) != 0));
            case CLOEXEC -> replay.accept(new TraceEvent.CloseOnExec(nanos, pid, r.fd(), r.value(0) != 0));
            case COPY -> replay.accept(new TraceEvent.Copy(nanos, pid, r.fd(), r.number(0), r.value(1)));
            case MMAP -> replay.accept(new TraceEvent.Mmap(nanos, pid, r.fd(), r.number(0), r.number(1)));
            case TRUNCATE_FD -> replay.accept(new TraceEvent.TruncateFd(nanos, pid, r.fd()));
            default -> {
                return acceptName(r, nanos, pid);
            }
        }
        return true;
    }

    private static TraceEvent opened(LogRecord r, long nanos, int pid) {
        boolean plain = (r.number(1) & PLAIN) != 0;
        int flags = r.number(0) | (plain ? O_NOFOLLOW : 0);
        ByteString resolved = resolved(r);
        return r.strings().size() > 1 && resolved == null
                ? new TraceEvent.OpenSpecial(nanos, pid, r.fd(), (flags & O_CLOEXEC) != 0)
                : new TraceEvent.Open(nanos, pid, r.fd(), r.high(0), r.strings().get(0), flags, creation(r.number(1) & ~PLAIN), resolved);
    }

    /** Where a link led, as the kernel said at that moment; null if the path ended in none, or led to no file. */
    private static ByteString resolved(LogRecord r) {
        return r.strings().size() > 1 ? file(r.strings().get(1)) : null;
    }

    private boolean acceptName(LogRecord r, long nanos, int pid) {
        switch (r.kind()) {
            case RENAME -> replay.accept(new TraceEvent.Rename(nanos, pid, r.high(0), r.strings().get(0), r.number(0),
                    r.strings().get(1), r.number(1), change(r)));
            case LINK -> replay.accept(new TraceEvent.Link(nanos, pid, r.high(0), r.strings().get(0), r.number(0),
                    r.strings().get(1), r.number(1), change(r)));
            case SYMLINK -> replay.accept(new TraceEvent.Symlink(nanos, pid, r.strings().get(0), r.number(0),
                    r.strings().get(1)));
            case UNLINK -> replay.accept(new TraceEvent.Unlink(nanos, pid, r.high(0), r.strings().get(0), r.value(1) != 0));
            case MAKE -> replay.accept(new TraceEvent.Make(nanos, pid, r.high(0), r.strings().get(0), r.value(1) != 0));
            case TRUNCATE -> replay.accept(new TraceEvent.Truncate(nanos, pid, r.strings().get(0), resolved(r)));
            case CHDIR -> replay.accept(new TraceEvent.Chdir(nanos, pid, r.strings().get(0), resolved(r)));
            case FCHDIR -> replay.accept(new TraceEvent.Fchdir(nanos, pid, r.fd()));
            case CHROOT -> replay.accept(new TraceEvent.Chroot(nanos, pid, r.strings().get(0), null));
            case UNSHARE -> replay.accept(new TraceEvent.Unshare(nanos, pid, r.value(0) != 0, r.value(1) != 0));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void transferred(LogRecord r, long nanos, int pid) {
        if (r.values().length >= 4) {
            long names = r.values().length > 4 ? r.value(4) : TraceEvent.LATEST;
            replay.accept(new TraceEvent.Io(nanos, pid, r.fd(), r.value(0), r.value(1), r.value(2), r.value(3), names));
        }
    }

    /** In the upper half of the flags. */
    private static long change(LogRecord r) {
        return r.value(1) >>> 32;
    }

    /** As calls.c codes it. */
    private static Creation creation(int code) {
        return code == 1 ? Creation.YES : code == 2 ? Creation.NO : Creation.UNKNOWN;
    }

    /** The path that a link of /proc/PID/fd names; null for what is no file. */
    private static ByteString file(ByteString link) {
        if (!link.startsWith("/") || link.startsWith("/memfd:")) {
            return null;
        }
        return link;
    }
}
