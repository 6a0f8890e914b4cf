package io.roarbench.tracer;

import io.roarbench.linux.process.Command;
import java.util.Objects;

/**
 * What to trace, and how.
 *
 * @param command what to run
 * @param options how
 */
public record TraceRequest(Command command, TraceOptions options) {

    /** Neither may be null. */
    public TraceRequest {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(options, "options");
    }

    /** With the default options. */
    public static TraceRequest of(Command command) {
        return new TraceRequest(command, TraceOptions.defaults());
    }
}
