package io.roarbench.tracer.count;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.TracedFile;
import io.roarbench.tracer.TracedProcess;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts from a tracer's report, where nothing better is there. A report says which files a process opened and not how often, and
 * nothing of failed opens and of pipes and sockets, so these counts are too low.
 */
public final class ReportCounter implements CallCounter {

    private final Tracer tracer;

    /** @param tracer closed with this */
    public ReportCounter(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public String name() {
        return "report of " + tracer.name();
    }

    @Override
    public Check check() {
        return tracer.check();
    }

    @Override
    public CallCounts count(Command command) throws IOException, InterruptedException {
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            Execution execution = trace.waitFor();
            return of(name(), trace.report(), execution);
        }
    }

    static CallCounts of(String source, TraceReport report, Execution execution) {
        Map<CallKind, Long> calls = new EnumMap<>(CallKind.class);
        for (TracedFile file : report.files()) {
            long opens = file.opened() ? file.pids().size() : 0;
            calls.merge(CallKind.OPEN, opens, Long::sum);
            calls.merge(CallKind.DESCRIPTOR, opens, Long::sum);
            calls.merge(CallKind.READ, file.readCalls(), Long::sum);
            calls.merge(CallKind.WRITE, file.writeCalls(), Long::sum);
            calls.merge(CallKind.MAP, file.mapped() ? opens : 0, Long::sum);
            calls.merge(CallKind.NAME, file.deleted() ? 1L : 0, Long::sum);
        }
        calls.merge(CallKind.NAME, (long) report.renames().size(), Long::sum);
        Set<String> programs = new TreeSet<>();
        long made = 0;
        long threads = 0;
        long execs = 0;
        for (TracedProcess process : report.processes()) {
            process.execs().forEach(exec -> programs.add(exec.exe()));
            made += process.execs().isEmpty() && process.ppid() != 0 ? 1 : 0;
            threads += process.threads() - 1;
            execs += process.execs().size();
        }
        calls.put(CallKind.FORK, made);
        calls.put(CallKind.THREAD, threads);
        calls.put(CallKind.EXEC, execs);
        List<String> caveats = List.of("Counted from the " + source + ", which does not tell how often a process opened or mapped "
                + "the same file, nor failed opens, pipes and sockets: the prediction is too low. Install strace, or run as root, for real counts.");
        return new CallCounts(source, calls, new TreeSet<>(programs), blindSpots(report), caveats, execution);
    }

    @Override
    public void close() {
        tracer.close();
    }

    private static Set<IncompleteReason> blindSpots(TraceReport report) {
        Set<IncompleteReason> reasons = EnumSet.noneOf(IncompleteReason.class);
        for (IncompleteReason reason : IncompleteReason.values()) {
            if (report.incomplete().stream().anyMatch(text -> text.equals(reason.code()) || text.startsWith(reason.code() + ":"))) {
                reasons.add(reason);
            }
        }
        return reasons;
    }
}
