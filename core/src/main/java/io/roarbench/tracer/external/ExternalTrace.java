package io.roarbench.tracer.external;

import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A command under an external tracer; the tracer is the process that is waited for and signalled. */
final class ExternalTrace implements Trace {

    private final RunningProcess process;
    private final Path output;
    private final TraceParser parser;
    private final TraceMeta meta;
    private TraceReport report;

    ExternalTrace(RunningProcess process, Path output, TraceParser parser, TraceMeta meta) {
        this.process = process;
        this.output = output;
        this.parser = parser;
        this.meta = meta;
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
            int status = execution.signal() != 0 ? execution.signal() : execution.exitCode() << 8;
            long end = execution.startNanos() + execution.wallNanos();
            report = parser.parse(output, meta, new TraceParser.Run(status, execution.startNanos(), end));
        }
        return report;
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + output, e);
        }
    }
}
