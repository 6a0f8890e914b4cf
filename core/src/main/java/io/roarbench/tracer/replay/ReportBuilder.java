package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.TracedProcess;
import java.util.List;

/** Makes the report from what the replay has gathered. */
final class ReportBuilder {

    private static final List<String> SYSTEM = List.of("/proc/", "/sys/", "/dev/");

    private final TraceMeta meta;
    private final FileSystemView view;
    private final TraceClock clock;
    private final Tasks tasks;
    private final Ledger ledger;
    private final Completeness completeness;

    ReportBuilder(TraceMeta meta, FileSystemView view, TraceClock clock, Tasks tasks, Ledger ledger, Completeness completeness) {
        this.meta = meta;
        this.view = view;
        this.clock = clock;
        this.tasks = tasks;
        this.ledger = ledger;
        this.completeness = completeness;
    }

    TraceReport build(int waitStatus, long startNanos, long endNanos) {
        for (ProcessLog process : tasks.processes()) {
            if (!process.hasEnded()) {
                completeness.flag(IncompleteReason.OUTLIVED, "process " + process.pid());
            }
        }
        List<TracedProcess> processes = tasks.processes().stream().map(process -> process.toProcess(clock)).toList();
        List<TracedFile> files = ledger.usages().stream().filter(usage -> listed(usage.path()) && !view.isPipe(usage.path())).map(Usage::toFile)
                .toList();
        List<TraceReport.Rename> renames = ledger.renames().stream()
                .filter(rename -> listed(ByteString.ofText(rename.from())) || listed(ByteString.ofText(rename.to())))
                .toList();
        List<String> reasons = completeness.reasons();
        return new TraceReport(TraceReport.SCHEMA_VERSION, meta.backend(), meta.mode(), meta.placement(),
                System.getProperty("os.version"), meta.command(), meta.cwd(), clock.at(startNanos),
                clock.at(Math.max(endNanos, tasks.lastNanos())), WaitStatus.exitCode(waitStatus),
                WaitStatus.signal(waitStatus), reasons.isEmpty(), reasons, completeness.dropped(), processes, files,
                renames);
    }

    private boolean listed(ByteString path) {
        return meta.includeSystemFiles()
                || SYSTEM.stream().noneMatch(path::startsWith);
    }
}
