package io.roarbench.tracer;

import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.RunningProcess;
import java.io.IOException;

/** The part of a {@link Trace} that all backends have in common: the running command, one report, one end. */
public final class CommandTrace implements Trace {

    /** What a backend recorded of the command. Each method is called at most once, and never both to their end. */
    public interface Recording {

        /**
         * Waits until the last descendant has ended, makes the report, and lets go of what the recording holds.
         *
         * @param execution how the command itself ended
         * @throws IOException if the tracer failed in a way that leaves no report at all
         */
        TraceReport report(Execution execution) throws IOException, InterruptedException;

        /** Lets go of what the recording holds, where no report was made of it; the command was killed before. */
        void abandon();
    }

    private final RunningProcess process;
    private final Recording recording;
    private TraceReport report;
    private boolean closed;

    /**
     * @param process the command; closed with the trace
     * @param recording what is recorded of it
     */
    public CommandTrace(RunningProcess process, Recording recording) {
        this.process = process;
        this.recording = recording;
    }

    @Override
    public int pid() {
        return process.pid();
    }

    @Override
    public void signal(int signal) throws IOException {
        process.signal(signal);
    }

    @Override
    public Execution waitFor() throws IOException, InterruptedException {
        return process.waitFor();
    }

    @Override
    public synchronized TraceReport report() throws IOException, InterruptedException {
        if (report == null) {
            if (closed) {
                throw new IllegalStateException("the trace of process " + pid() + " was closed before its report was made");
            }
            report = recording.report(process.waitFor());
        }
        return report;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            process.close();
            if (report == null) {
                recording.abandon();
            }
        }
    }
}
