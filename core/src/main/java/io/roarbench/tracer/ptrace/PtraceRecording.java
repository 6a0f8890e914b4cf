package io.roarbench.tracer.ptrace;

import io.roarbench.linux.MemoryFile;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ServedProcess;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.Replay;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the loop wrote of a command under the launcher's ptrace loop. */
final class PtraceRecording implements CommandTrace.Recording {

    private final ServedProcess process;
    private final MemoryFile log;
    private final Replay replay;

    PtraceRecording(ServedProcess process, MemoryFile log, Replay replay) {
        this.process = process;
        this.log = log;
        this.replay = replay;
    }

    @Override
    public TraceReport report(Execution execution) throws IOException, InterruptedException {
        int tracer = process.awaitTracer();
        try (InputStream in = new BufferedInputStream(log.read(), 1 << 16)) {
            new LogReader(in, replay).readAll();
        }
        if (tracer != 0) {
            replay.flag(IncompleteReason.TRACER_FAILED, "wait status " + tracer);
        }
        int status = execution.signal() != 0 ? execution.signal() : execution.exitCode() << 8;
        long end = execution.startNanos() + execution.wallNanos();
        TraceReport report = replay.report(status, execution.startNanos(), end);
        log.close();
        return report;
    }

    @Override
    public void abandon() {
        log.close();
    }
}
