package io.roarbench.tracer;

import java.io.IOException;

/**
 * Records which files a command and all its descendants read and write. Thread-safe; several traces may run at once.
 */
public interface Tracer extends AutoCloseable {

    /** "ebpf", "preload", "ptrace", or the name of an external one. */
    String name();

    /** Whether it can run here and now, why not, and what would enable it. Quick (a few ms), without side effects. */
    Check check();

    /**
     * Starts a command under this tracer.
     *
     * @throws IOException if the tracer or the command cannot be started; the message says which, and what to do
     */
    Trace trace(TraceRequest request) throws IOException;

    /** Lets go of what is kept between traces (loaded programs, helper processes). Traces that run are killed. */
    @Override
    default void close() {
    }
}
