package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replays a log: processes here, files by {@link FileRecords}. */
final class LogTranslator {

    private static final long CLONE_FILES = 0x400;
    private static final long CLONE_FS = 0x200;

    private final SharedLog log;
    private final RunOutline outline;
    private final Replay replay;
    private final FileRecords files;
    private final LoadedLibraries libraries;
    /** The newest image of each process that has not ended. */
    private final Map<Integer, Integer> blockOfPid = new HashMap<>();
    private final Map<Integer, LogRecord> execs = new HashMap<>();
    private final Map<Integer, ByteString> programs = new HashMap<>();
    private long nanos;
    private boolean started;

    LogTranslator(SharedLog log, RunOutline outline, Replay replay, long startNanos) {
        this.log = log;
        this.outline = outline;
        this.replay = replay;
        this.files = new FileRecords(replay);
        this.libraries = new LoadedLibraries(replay);
        this.nanos = startNanos;
    }

    void accept(LogRecord record) {
        int pid = outline.pid(record.block());
        if (!record.complete() || pid == 0) {
            return;
        }
        switch (record.kind()) {
            case START -> started(record, pid);
            case FORK -> forked(record, pid);
            case CHILD -> {
                nanos = record.value(2);
                blockOfPid.put(pid, record.block());
            }
            case EXEC -> executing(record, pid);
            case EXIT -> {
                nanos = record.value(0);
                ended(pid, (record.fd() & 0xff) << 8);
            }
            case WAIT -> {
                nanos = record.value(1);
                ended(record.fd(), record.number(0));
            }
            case FLAG -> flagged(record, pid);
            case FORKED, EXEC_FAILED -> { }
            default -> files.accept(record, nanos, pid);
        }
    }

    /** Ends what no record said the end of. */
    void finish(int rootPid, int rootStatus) {
        if (blockOfPid.containsKey(rootPid)) {
            ended(rootPid, rootStatus);
        }
        List.copyOf(blockOfPid.keySet()).forEach(pid -> ended(pid, -1));
    }

    /** Whether the library got into the command at all. */
    boolean hasStarted() {
        return started;
    }

    private void started(LogRecord record, int pid) {
        nanos = record.value(2);
        Image image = Image.of(record);
        LogRecord exec = execs.remove(pid);
        if (!started) {
            replay.accept(new TraceEvent.Start(nanos, pid, image.cwd()));
            started = true;
        } else if (!blockOfPid.containsKey(pid)) {
            replay.accept(new TraceEvent.Clone(nanos, record.number(1), pid, false, 0, false, false));
        } else {
            flushTotals(pid);
        }
        blockOfPid.put(pid, record.block());
        programs.put(record.block(), image.program());
        replay.accept(new TraceEvent.Exec(nanos, pid, pid, exec == null ? image.program() : path(exec), image.program(),
                image.arguments()));
        if (image.cwd() != null) {
            replay.accept(new TraceEvent.Chdir(nanos, pid, image.cwd(), image.cwd()));
        }
        if (!image.libraries().isEmpty()) {
            libraries.cache(nanos, pid);
        }
        image.libraries().forEach(library -> libraries.library(nanos, pid, library.path(), library.manyHeaders()));
    }

    private void forked(LogRecord record, int pid) {
        Integer child = outline.childOf(record);
        if (child != null) {
            nanos = record.value(1);
            int parent = outline.parentOfChild(record);
            boolean sharesFiles = (record.value(0) & CLONE_FILES) != 0;
            boolean sharesFs = (record.value(0) & CLONE_FS) != 0;
            replay.accept(new TraceEvent.Clone(nanos, pid, child, false, parent == pid ? 0 : parent, sharesFiles, sharesFs));
            blockOfPid.put(child, -1);
        }
    }

    private void executing(LogRecord record, int pid) {
        if (!outline.succeeded(record)) {
            return;
        }
        if (outline.isAttached(record)) {
            execs.put(pid, record);
            return;
        }
        nanos = record.value(2);
        flushTotals(pid);
        blockOfPid.put(pid, -1);
        ByteString path = record.strings().get(0);
        replay.accept(new TraceEvent.Exec(nanos, pid, pid, path(record), null,
                record.strings().subList(1, record.strings().size())));
        replay.accept(new TraceEvent.Flag(nanos, pid, ExecTarget.of(record.fd()).reason(), ExecTarget.of(record.fd())
                .detail(path)));
    }

    /** Null if it is relative to another directory than the working directory. */
    private static ByteString path(LogRecord exec) {
        ByteString path = exec.strings().get(0);
        return path.startsWith("/") || exec.number(1) == TraceEvent.AT_FDCWD ? path : null;
    }

    private void ended(int pid, int status) {
        if (blockOfPid.containsKey(pid)) {
            flushTotals(pid);
            blockOfPid.remove(pid);
            execs.remove(pid);
            replay.accept(new TraceEvent.ProcessExit(nanos, pid, status));
        }
    }

    private void flushTotals(int pid) {
        int block = blockOfPid.getOrDefault(pid, -1);
        if (block < 0) {
            return;
        }
        List<TraceEvent.Io> totals = new ArrayList<>();
        try {
            long names = log.names(block);
            log.totals(block, (fd, rc, rb, wc, wb) -> totals.add(new TraceEvent.Io(nanos, pid, fd, rc, rb, wc, wb, names)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the counters of process " + pid, e);
        }
        totals.forEach(replay);
    }

    private void flagged(LogRecord record, int pid) {
        ByteString program = programs.getOrDefault(record.block(), ByteString.EMPTY);
        String who = program.isEmpty() ? "process " + pid : program.text();
        LogFlag flag = LogFlag.of(record.fd());
        replay.accept(new TraceEvent.Flag(nanos, pid, flag.reason(), flag.detail(who, record)));
    }
}
