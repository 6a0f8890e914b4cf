package io.roarbench.tracer.external;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What an external tracer wrote of a command; the tracer is the process that is waited for and signalled. */
final class ExternalRecording implements CommandTrace.Recording {

    private final ScratchFolder scratch;
    private final TraceParser parser;
    private final TraceMeta meta;

    ExternalRecording(ScratchFolder scratch, TraceParser parser, TraceMeta meta) {
        this.scratch = scratch;
        this.parser = parser;
        this.meta = meta;
    }

    /** The file that the tracer is told to write to. */
    static Path output(ScratchFolder scratch) {
        return scratch.path().resolve("trace");
    }

    @Override
    public TraceReport report(Execution execution) throws IOException {
        int status = execution.signal() != 0 ? execution.signal() : execution.exitCode() << 8;
        long end = execution.startNanos() + execution.wallNanos();
        TraceReport report = parser.parse(output(scratch), meta, new TraceParser.Run(status, execution.startNanos(), end));
        scratch.close();
        return report;
    }

    @Override
    public void abandon() {
        try {
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + scratch.path(), e);
        }
    }
}
