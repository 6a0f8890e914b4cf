package io.roarbench.tracer.ptrace;

import static io.roarbench.tracer.event.TraceEvent.AT_FDCWD;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.ptrace.LogReader.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes an event of each record of the log; the cases are the record types of ptrace.h in their order. */
final class RecordTranslator {

    private static final IncompleteReason[] REASONS = {null, IncompleteReason.FOREIGN_ARCHITECTURE,
        IncompleteReason.IO_URING, IncompleteReason.KERNEL_AIO, IncompleteReason.SECCOMP_FILTER,
        IncompleteReason.NESTED_PTRACE, IncompleteReason.UNTRACED_CHILD, IncompleteReason.UNKNOWN_PATH,
        IncompleteReason.SETUID_EXECUTABLE, IncompleteReason.MAPPING, IncompleteReason.UNKNOWN_DESCRIPTOR,
        IncompleteReason.APPROXIMATE_MODE, IncompleteReason.FILE_HANDLE};

    private final Consumer<TraceEvent> events;

    RecordTranslator(Consumer<TraceEvent> events) {
        this.events = events;
    }

    void translate(LogRecord r) {
        events.accept(r.type() <= 5 || r.type() == 20 || r.type() == 21 || r.type() == 22
                ? processEvent(r) : r.type() <= 12 || r.type() == 23 || r.type() == 19 ? descriptorEvent(r) : nameEvent(r));
    }

    private static TraceEvent processEvent(LogRecord r) {
        return switch (r.type()) {
            case 1 -> new TraceEvent.Start(r.nanos(), r.tid(), r.path(0));
            case 2 -> new TraceEvent.Clone(r.nanos(), r.tid(), r.number(0), r.flag(1), r.number(2), r.flag(3), r.flag(4));
            case 3 -> new TraceEvent.Exec(r.nanos(), r.tid(), r.number(0), r.path(0), r.path(1), argv(r.path(2)));
            case 4 -> new TraceEvent.ThreadExit(r.nanos(), r.tid());
            case 5 -> new TraceEvent.ProcessExit(r.nanos(), r.tid(), r.number(0));
            case 20 -> new TraceEvent.Flag(r.nanos(), r.tid(), REASONS[r.number(0)], r.strings()[0].text());
            case 21 -> new TraceEvent.Lost(r.nanos(), r.tid(), r.strings()[0].text(), r.arg(0));
            case 22 -> new TraceEvent.Unshare(r.nanos(), r.tid(), r.flag(0), r.flag(1));
            default -> throw unknown(r);
        };
    }

    private static TraceEvent descriptorEvent(LogRecord r) {
        return switch (r.type()) {
            case 6 -> new TraceEvent.Open(r.nanos(), r.tid(), r.number(0), AT_FDCWD, r.path(0), r.number(1),
                    r.flag(2) ? Creation.YES : Creation.NO, r.path(1));
            case 7 -> new TraceEvent.FdIdentity(r.nanos(), r.tid(), r.number(0), r.path(0), r.number(1));
            case 8 -> new TraceEvent.Close(r.nanos(), r.tid(), r.number(0));
            case 9 -> new TraceEvent.CloseRange(r.nanos(), r.tid(), r.number(0), r.number(1), r.number(2));
            case 10 -> new TraceEvent.Io(r.nanos(), r.tid(), r.number(0), r.arg(1), r.arg(2), r.arg(3), r.arg(4));
            case 11 -> new TraceEvent.Copy(r.nanos(), r.tid(), r.number(0), r.number(1), r.arg(2));
            case 12 -> new TraceEvent.Mmap(r.nanos(), r.tid(), r.number(0), r.number(1), r.number(2));
            case 19 -> new TraceEvent.TruncateFd(r.nanos(), r.tid(), r.number(0));
            case 23 -> new TraceEvent.Dup(r.nanos(), r.tid(), r.number(0), r.number(1), r.flag(2));
            default -> throw unknown(r);
        };
    }

    private static TraceEvent nameEvent(LogRecord r) {
        return switch (r.type()) {
            case 13 -> new TraceEvent.Rename(r.nanos(), r.tid(), AT_FDCWD, r.path(0), AT_FDCWD, r.path(1), r.number(0), 0);
            case 14 -> new TraceEvent.Link(r.nanos(), r.tid(), r.number(1) < 0 ? AT_FDCWD : r.number(1), r.strings()[0],
                    AT_FDCWD, r.path(1), r.number(1) < 0 ? r.number(0) : 0, 0);
            case 15 -> new TraceEvent.Symlink(r.nanos(), r.tid(), r.strings()[0], AT_FDCWD, r.path(1));
            case 16 -> new TraceEvent.Unlink(r.nanos(), r.tid(), AT_FDCWD, r.path(0), r.flag(0));
            case 17 -> new TraceEvent.Make(r.nanos(), r.tid(), AT_FDCWD, r.path(0), r.flag(0));
            case 18 -> new TraceEvent.Truncate(r.nanos(), r.tid(), r.path(0), r.path(1));
            default -> throw unknown(r);
        };
    }

    private static IllegalArgumentException unknown(LogRecord r) {
        return new IllegalArgumentException("the ptrace log holds a record of unknown type " + r.type());
    }

    private static List<ByteString> argv(ByteString all) {
        List<ByteString> argv = new ArrayList<>();
        for (int from = 0, to; all != null && from < all.length(); from = to + 1) {
            int nul = all.indexOf('\0', from);
            to = nul < 0 ? all.length() : nul;
            argv.add(all.substring(from, to));
        }
        return argv;
    }
}
