package io.roarbench.tracer.external;

import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.nio.file.Path;

/** Reads what an external tracer wrote. */
public interface TraceParser {

    /** "strace", "roar" or "opaque". */
    String name();

    /**
     * Makes a report of it.
     *
     * @param output the file that stood for {@code {trace}}; may be missing if the tracer wrote nothing
     * @param run how the command ended
     * @throws IOException if the file can't be read or is of another form; the message names it and the place
     */
    TraceReport parse(Path output, TraceMeta meta, Run run) throws IOException;

    /**
     * The traced run.
     *
     * @param waitStatus as wait4(2) gives it
     * @param startNanos {@code CLOCK_MONOTONIC}
     * @param endNanos {@code CLOCK_MONOTONIC}
     */
    record Run(int waitStatus, long startNanos, long endNanos) {
    }
}
