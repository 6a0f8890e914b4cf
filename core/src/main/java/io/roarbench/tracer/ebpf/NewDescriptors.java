package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import java.util.Optional;
import java.util.Set;

/** What comes before the event of a new descriptor: the end of an earlier use of its number, if that is not told yet. */
final class NewDescriptors {

    private static final int O_RDWR = 2;

    private final EventSink sink;
    private final SharedTables tables;

    NewDescriptors(EventSink sink, SharedTables tables) {
        this.sink = sink;
        this.tables = tables;
    }

    /** The call's result is the descriptor, and its record has the totals of the earlier use. */
    void withTotals(RawRecord r, int fd, long nanos) {
        boolean wasOpen = sink.knows(r.tid(), fd);
        tables.opened(r, fd, replaced(r, fd));
        if (r.extra(0) == 0 && r.extra(16) == 0) {
            return;
        }
        if (wasOpen) {
            sink.accept(new TraceEvent.Io(nanos, r.tid(), fd, r.extra(0), r.extra(8), r.extra(16), r.extra(24),
                    r.names()));
        } else if (tables.lastClosed(r, fd) == null) {
            flag(r, fd, nanos);
        } else {
            // The other thread's close was told first, but this call got the totals: for a moment the number is what was closed.
            totalsOf(tables.lastClosed(r, fd), r, fd, nanos);
        }
    }

    /** The record of a close that another thread's open has overtaken has totals. */
    void totalsOfLateClose(RawRecord r, int fd, long nanos) {
        boolean open = sink.knows(r.tid(), fd);
        Optional<ByteString> now = replaced(r, fd);
        Set<Optional<ByteString>> candidates = tables.candidates(r, fd);
        if (open) {
            candidates.add(now);
        }
        if (candidates.size() != 1) {
            flag(r, fd, nanos);
        } else if (open) {
            sink.accept(new TraceEvent.Io(nanos, r.tid(), fd, r.extra(0), r.extra(8), r.extra(16), r.extra(24),
                    r.names()));
        } else {
            totalsOf(candidates.iterator().next(), r, fd, nanos);
            sink.accept(new TraceEvent.Close(nanos, r.tid(), fd));
        }
    }

    private void totalsOf(Optional<ByteString> file, RawRecord r, int fd, long nanos) {
        sink.accept(new TraceEvent.FdIdentity(nanos, r.tid(), fd, file.orElse(null), O_RDWR));
        sink.accept(new TraceEvent.Io(nanos, r.tid(), fd, r.extra(0), r.extra(8), r.extra(16), r.extra(24),
                    r.names()));
    }

    private Optional<ByteString> replaced(RawRecord r, int fd) {
        return sink.knows(r.tid(), fd) ? Optional.ofNullable(sink.pathOf(r.tid(), fd)) : null;
    }

    /** The record has no totals: they may be counted for the wrong file. */
    void withoutTotals(RawRecord r, int fd, long nanos) {
        boolean wasOpen = sink.knows(r.tid(), fd);
        tables.opened(r, fd, replaced(r, fd));
        if (wasOpen && tables.isShared(r)) {
            flag(r, fd, nanos);
        }
    }

    /** Totals of a use that is over: whose file it was is not certain any more. */
    void flag(RawRecord r, int fd, long nanos) {
        sink.accept(new TraceEvent.Flag(nanos, r.tid(), IncompleteReason.UNKNOWN_DESCRIPTOR,
                fd + " of process " + r.tgid() + ", used while it was closed by another thread"));
    }
}
