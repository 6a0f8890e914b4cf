package io.roarbench.tracer.external;

import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import java.nio.file.Path;

/** For tracers whose output nobody here understands: a report without files that says so. */
final class OpaqueParser implements TraceParser {

    @Override
    public String name() {
        return "opaque";
    }

    @Override
    public TraceReport parse(Path output, TraceMeta meta, Run run) {
        Replay replay = new Replay(meta);
        replay.flag(IncompleteReason.OPAQUE, "no parser for the output of " + meta.backend());
        return replay.report(run.waitStatus(), run.startNanos(), run.endNanos());
    }
}
