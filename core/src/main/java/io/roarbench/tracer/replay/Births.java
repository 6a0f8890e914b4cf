package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.Creation;
import io.roarbench.tracer.event.TraceEvent;

/** Whether an open made its file, where the backend can't tell. */
final class Births {

    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    /** File times come from the coarse clock, which lags by up to one tick (10 ms at 100 Hz). */
    static final long TICK_NANOS = 10_000_000;

    private final FileSystemView view;
    private final long startOfRun;

    /** @param startOfRun ns since 1970 UTC */
    Births(FileSystemView view, long startOfRun) {
        this.view = view;
        this.startOfRun = startOfRun;
    }

    boolean created(TraceEvent.Open open, ByteString path, Names names) {
        if (open.created() != Creation.UNKNOWN) {
            return open.created() == Creation.YES;
        }
        if ((open.flags() & O_CREAT) == 0) {
            return false;
        }
        if ((open.flags() & O_EXCL) != 0 || names.removed(path)) {
            return true;
        }
        if (names.exists(path)) {
            return false;
        }
        long birth = view.birthNanos(path);
        // Not there any more: a temporary file of the run, most likely its own.
        return birth < 0 || birth >= startOfRun - TICK_NANOS;
    }
}
