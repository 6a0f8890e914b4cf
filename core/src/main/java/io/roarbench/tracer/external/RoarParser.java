package io.roarbench.tracer.external;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.TracedProcess;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report that roar's tracers write: {@code TracerReport} of its tracer-schema, MessagePack with field names, or the same as JSON. It has
 * no byte counts and does not say which process touched a file.
 */
final class RoarParser implements TraceParser {

    @Override
    public String name() {
        return "roar";
    }

    @Override
    public TraceReport parse(Path output, TraceMeta meta, Run run) throws IOException {
        Map<?, ?> report = read(output);
        Replay replay = new Replay(meta);
        replay.flag(IncompleteReason.OPAQUE, "roar's report has no bytes, renames or deletions");
        if (report.get("events_dropped") instanceof Number dropped) {
            replay.lost("events", dropped.longValue());
        }
        TraceReport frame = replay.report(run.waitStatus(), run.startNanos(), run.endNanos());
        String mode = report.get("tracer_mode") instanceof String given ? given : meta.mode();
        return new TraceReport(frame.schemaVersion(), frame.backend(), mode, frame.placement(), frame.kernel(),
                frame.command(), frame.cwd(), frame.start(), frame.end(), frame.exitCode(), frame.signal(),
                frame.complete(), frame.incomplete(), frame.dropped(), processes(report, frame.start()), files(report),
                List.of());
    }

    private static Map<?, ?> read(Path output) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(output))) {
            in.mark(1);
            boolean json = in.read() == '{';
            in.reset();
            Object value = json ? new ObjectMapper().readValue(in, Map.class) : new MessagePack(in).read();
            if (value instanceof Map<?, ?> report && report.get("files") instanceof List<?>) {
                return report;
            }
            throw new IOException(output + " is not a report of roar: it has no \"files\"");
        }
    }

    private static List<TracedFile> files(Map<?, ?> report) {
        List<TracedFile> files = new ArrayList<>();
        for (Object each : (List<?>) report.get("files")) {
            if (each instanceof Map<?, ?> file && file.get("path") instanceof String path) {
                boolean read = Boolean.TRUE.equals(file.get("read"));
                boolean written = Boolean.TRUE.equals(file.get("written"));
                files.add(new TracedFile(path, true, read, written, false, false, false, false, false, false, null, null,
                        null, null, List.of(), 0, 0, 0, 0, List.of()));
            }
        }
        return files;
    }

    private static List<TracedProcess> processes(Map<?, ?> report, Instant start) {
        List<TracedProcess> processes = new ArrayList<>();
        List<?> listed = report.get("processes") instanceof List<?> list ? list : List.of();
        for (Object each : listed) {
            if (each instanceof Map<?, ?> process && process.get("pid") instanceof Number pid) {
                int ppid = process.get("parent_pid") instanceof Number parent ? parent.intValue() : 0;
                List<?> argv = process.get("command") instanceof List<?> command ? command : List.of();
                processes.add(new TracedProcess(pid.intValue(), ppid, null, argv.stream().map(String::valueOf).toList(), start,
                        null, null, null, 1, List.of()));
            }
        }
        return processes;
    }
}
