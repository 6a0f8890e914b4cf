package io.roarbench.tracer.ptrace;

import io.roarbench.linux.MemoryFile;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ServedProcess;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.Replay;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A command under the launcher's ptrace loop. */
final class PtraceTrace implements Trace {

    private final ServedProcess process;
    private final MemoryFile log;
    private final Replay replay;
    private TraceReport report;

    PtraceTrace(ServedProcess process, MemoryFile log, Replay replay) {
        this.process = process;
        this.log = log;
        this.replay = replay;
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
            Execution execution = process.waitFor();
            int tracer = process.awaitTracer();
            try (InputStream in = new BufferedInputStream(log.read(), 1 << 16)) {
                new LogReader(in, replay).readAll();
            }
            log.close();
            if (tracer != 0) {
                replay.flag(IncompleteReason.TRACER_FAILED, "wait status " + tracer);
            }
            int status = execution.signal() != 0 ? execution.signal() : execution.exitCode() << 8;
            long end = execution.startNanos() + execution.wallNanos();
            report = replay.report(status, execution.startNanos(), end);
        }
        return report;
    }

    @Override
    public synchronized void close() {
        process.close();
        if (report == null) {
            log.close();
        }
    }
}
