package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.event.TraceEvent;
import java.util.function.Consumer;

/**
 * Turns a run's events into its report. Feed it events in order ({@link TraceEvent} says which order) while the command runs or
 * afterwards, then call {@link #report}. Not thread-safe. Memory grows with files, processes and open descriptors, not with
 * events.
 */
public final class Replay implements Consumer<TraceEvent> {

    private final Tasks tasks = new Tasks();
    private final Completeness completeness = new Completeness();
    private final ProcessEvents processes;
    private final DescriptorEvents descriptors;
    private final NameEvents nameChanges;
    private final Mappings mappings;
    private final ReportBuilder builder;

    /** With the real file system. */
    public Replay(TraceMeta meta) {
        this(meta, new LinuxFileSystem(), TraceClock.now());
    }

    /** With the real file system and a clock of {@link TraceClock#startingAt}. */
    public Replay(TraceMeta meta, TraceClock clock) {
        this(meta, new LinuxFileSystem(), clock);
    }

    /**
     * With everything given.
     *
     * @param meta what the report says beside the events
     * @param view the file system
     * @param clock how event times become instants; its own instant is taken as the start of the run: files born before it
     *     were not made by the run
     */
    public Replay(TraceMeta meta, FileSystemView view, TraceClock clock) {
        Ledger ledger = new Ledger();
        Names names = new Names(ledger);
        PathResolver resolver = new PathResolver(view, completeness);
        Paths paths = new Paths(tasks, resolver, completeness);
        Births births = new Births(view, clock.epochNanos());
        this.processes = new ProcessEvents(tasks, names, paths, new ExecImages(view, resolver), completeness);
        this.descriptors = new DescriptorEvents(tasks, names, paths, births, completeness);
        this.mappings = new Mappings(tasks, names);
        this.nameChanges = new NameEvents(tasks, names, paths);
        this.builder = new ReportBuilder(meta, view, clock, tasks, ledger, completeness);
    }

    @Override
    public void accept(TraceEvent event) {
        tasks.saw(event);
        if (event instanceof TraceEvent.Flag flag) {
            completeness.flag(flag.reason(), flag.detail());
        } else if (event instanceof TraceEvent.Lost lost) {
            completeness.lost(lost.kind(), lost.count());
        } else if (!mappings.accept(event) && !processes.accept(event) && !descriptors.accept(event) && !nameChanges.accept(event)) {
            throw new IllegalArgumentException("no replay for " + event);
        }
    }

    /** Makes the report incomplete for a reason that no event stands for. */
    public void flag(IncompleteReason reason, String detail) {
        completeness.flag(reason, detail);
    }

    /** Counts lost events that no event stands for; 0 counts nothing. */
    public void lost(String kind, long count) {
        completeness.lost(kind, count);
    }

    /** The current path of a process' descriptor, for a backend's own use; null if unknown or no file. */
    public ByteString pathOf(int tid, int fd) {
        OpenFile file = tasks.of(tid).files().get(fd);
        return file == null || file.node() == null ? null : file.node().path();
    }

    /** Whether it is known what a task's descriptor leads to, be it a file or not. */
    public boolean knows(int tid, int fd) {
        return tasks.of(tid).files().get(fd) != null;
    }

    /**
     * The report.
     *
     * @param waitStatus the command's status as {@code wait4} gave it
     * @param startNanos {@code CLOCK_MONOTONIC} when it was started
     * @param endNanos {@code CLOCK_MONOTONIC} when its last process had ended
     */
    public TraceReport report(int waitStatus, long startNanos, long endNanos) {
        return builder.build(waitStatus, startNanos, endNanos);
    }
}
