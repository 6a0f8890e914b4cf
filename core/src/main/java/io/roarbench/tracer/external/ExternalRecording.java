package io.roarbench.tracer.external;

import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an external tracer wrote of a command; the tracer is the process that is waited for and signalled. */
final class ExternalRecording implements CommandTrace.Recording {

    private final Path output;
    private final TraceParser parser;
    private final TraceMeta meta;

    ExternalRecording(Path output, TraceParser parser, TraceMeta meta) {
        this.output = output;
        this.parser = parser;
        this.meta = meta;
    }

    @Override
    public TraceReport report(Execution execution) throws IOException {
        int status = execution.signal() != 0 ? execution.signal() : execution.exitCode() << 8;
        long end = execution.startNanos() + execution.wallNanos();
        TraceReport report = parser.parse(output, meta, new TraceParser.Run(status, execution.startNanos(), end));
        Files.deleteIfExists(output);
        return report;
    }

    @Override
    public void abandon() {
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + output, e);
        }
    }
}
