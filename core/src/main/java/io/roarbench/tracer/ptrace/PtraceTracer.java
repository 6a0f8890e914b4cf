package io.roarbench.tracer.ptrace;

import io.roarbench.linux.MemoryFile;
import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ForkServerLauncher;
import io.roarbench.linux.process.ServedProcess;
import io.roarbench.linux.process.TraceStart;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;

/**
 * Traces by ptrace(2) and a seccomp filter: sees static programs and raw system calls, needs no rights, and is the slowest.
 * See docs/tracers.md for what the command can notice.
 */
public final class PtraceTracer implements Tracer {

    private final PtraceCheck check;
    private ForkServerLauncher launcher;

    /** A tracer with a launcher of its own, started at the first trace. */
    public PtraceTracer() {
        this(Path.of("/proc"));
    }

    PtraceTracer(Path proc) {
        this.check = new PtraceCheck(proc);
    }

    @Override
    public String name() {
        return "ptrace";
    }

    @Override
    public Check check() {
        return check.run();
    }

    @Override
    public Trace trace(TraceRequest request) throws IOException {
        TraceOptions options = request.options();
        BitSet allowed = check.allowedCpus();
        boolean same = options.placement() == TraceOptions.Placement.SAME
                || options.placement() == TraceOptions.Placement.AUTO && allowed.cardinality() == 1;
        // The highest: interrupts tend to be served by the lowest.
        int cpu = same ? allowed.length() - 1 : -1;
        int mode = options.mode() == TraceOptions.Mode.FDPOS ? 2 : 1;
        Command command = request.command();
        TraceMeta meta = new TraceMeta(name(), options.mode().name().toLowerCase(Locale.ROOT), same ? "same" : "none",
                command.argv(), command.directory().toString(), options.includeSystemFiles());
        Replay replay = new Replay(meta);
        MemoryFile log = MemoryFile.create("roar-ptrace-log");
        try {
            ServedProcess process = launcher().start(command, new TraceStart(mode, cpu, log.descriptor()));
            return new CommandTrace(process, new PtraceRecording(process, log, replay));
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    private synchronized ForkServerLauncher launcher() throws IOException {
        if (launcher == null) {
            launcher = ForkServerLauncher.open().orElseThrow(() -> new IOException("the ptrace tracer needs the C launcher, "
                    + "which is " + NativeFiles.status()));
        }
        return launcher;
    }

    @Override
    public synchronized void close() {
        if (launcher != null) {
            launcher.close();
            launcher = null;
        }
    }
}
