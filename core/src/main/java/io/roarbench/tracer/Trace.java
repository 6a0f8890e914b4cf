package io.roarbench.tracer;

import io.roarbench.linux.process.Execution;
import java.io.IOException;

/**
 * A command that runs under a tracer. {@link #report()} waits for its end; {@link #close()} kills what still runs.
 */
public interface Trace extends AutoCloseable {

    /** The command's process id. */
    int pid();

    /** Sends a signal to the command's process group if it leads one, else to it alone; nothing if it has ended. */
    void signal(int signal) throws IOException;

    /** Waits until the command has ended: how, and what it took. Does not wait for the report. */
    Execution waitFor() throws IOException, InterruptedException;

    /**
     * Waits until the command and all its descendants have ended, and returns what they did. More calls give the same.
     *
     * @throws IOException if the tracer failed in a way that leaves no report at all
     */
    TraceReport report() throws IOException, InterruptedException;

    @Override
    void close();
}
