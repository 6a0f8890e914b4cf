package io.roarbench.tracer.ebpf;

import io.roarbench.linux.CoarseClock;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ForkServerLauncher;
import io.roarbench.linux.process.PosixSpawnLauncher;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.linux.process.ThreadId;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceClock;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traces by programs in the kernel: one at the return of system calls, three that follow tasks. Needs Linux 5.12, and root or CAP_BPF
 * and CAP_PERFMON. The first trace of an instance loads the programs (hundreds of ms); later ones start in a few ms. While a trace runs
 * every system call of the machine pays about 0.1 µs; docs/tracers.md has the figures.
 */
public final class EbpfTracer implements Tracer {

    /** Size of the ring buffer where none is given, bytes. */
    public static final int DEFAULT_RING_BYTES = 32 << 20;

    private final CoarseClock clock = new CoarseClock();
    private final EbpfSetup setup;
    private final Map<EbpfRecording, Trace> running = new HashMap<>();
    private KernelSide idle;
    private ProcessLauncher launcher;
    private int forker;
    private boolean closed;

    /** With a ring buffer of {@link #DEFAULT_RING_BYTES}. */
    public EbpfTracer() {
        this(DEFAULT_RING_BYTES);
    }

    /**
     * With another ring buffer.
     *
     * @param ringBytes a power of two, at least one page; records that find it full are counted as dropped
     */
    public EbpfTracer(int ringBytes) {
        this(EbpfSetup.withRing(ringBytes));
    }

    EbpfTracer(EbpfSetup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "ebpf";
    }

    @Override
    public Check check() {
        return new EbpfCheck().check();
    }

    @Override
    public Trace trace(TraceRequest request) throws IOException {
        Check check = check();
        if (!check.ok()) {
            throw new IOException("the ebpf tracer cannot run here: " + check.summary());
        }
        return start(request);
    }

    /** One at a time: the next process that the launcher makes while it is armed is the command. */
    private synchronized Trace start(TraceRequest request) throws IOException {
        if (closed) {
            throw new IOException("this ebpf tracer is closed");
        }
        openLauncher();
        KernelSide kernel = takeKernelSide();
        int armed = forker != 0 ? forker : ThreadId.current();
        try {
            long before = clock.nanos();
            kernel.attach();
            EbpfRecording recording = prepare(request, kernel, startOfRun(kernel, before));
            setup.witness().beforeCommand(kernel);
            kernel.arm(armed);
            RunningProcess process = launcher.start(request.command());
            recording.started(() -> setup.witness().beforeReading(kernel));
            Trace trace = new CommandTrace(process, recording);
            running.put(recording, trace);
            return trace;
        } catch (IOException | RuntimeException e) {
            kernel.disarm(armed);
            kernel.detach();
            giveBack(kernel);
            throw e;
        }
    }

    /** Where files' times of birth have to do: a tick later, so that a file made just before can be told from the command's. */
    private TraceClock startOfRun(KernelSide kernel, long before) {
        return kernel.tellsFiles() ? TraceClock.now() : TraceClock.startingAt(clock.after(before));
    }

    private EbpfRecording prepare(TraceRequest request, KernelSide kernel, TraceClock start) {
        Command command = request.command();
        Replay replay = new Replay(new TraceMeta(name(), "exact", "in-kernel", command.argv(),
                command.directory().toString(), request.options().includeSystemFiles()), start);
        DescriptorLookup lookup = new DescriptorLookup();
        Translator translator = new Translator(Architecture.here().orElseThrow(), EbpfRecording.into(replay),
                new RootDescriptors(command, lookup), lookup);
        return new EbpfRecording(kernel, replay, translator, this::ended);
    }

    private void openLauncher() throws IOException {
        if (launcher == null) {
            Optional<ForkServerLauncher> server = ForkServerLauncher.open();
            forker = server.map(ForkServerLauncher::serverPid).orElse(0);
            launcher = server.<ProcessLauncher>map(open -> open).orElseGet(PosixSpawnLauncher::new);
        }
    }

    private KernelSide takeKernelSide() throws IOException {
        KernelSide kernel = idle;
        idle = null;
        return kernel != null ? kernel : KernelSide.load(Architecture.here().orElseThrow(), setup);
    }

    private synchronized void ended(EbpfRecording recording, KernelSide kernel) {
        running.remove(recording);
        giveBack(kernel);
    }

    private void giveBack(KernelSide kernel) {
        if (idle == null && !closed) {
            idle = kernel;
        } else {
            kernel.close();
        }
    }

    @Override
    public void close() {
        List<Trace> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running.values());
        }
        left.forEach(Trace::close);
        synchronized (this) {
            if (idle != null) {
                idle.close();
                idle = null;
            }
            if (launcher != null) {
                launcher.close();
                launcher = null;
            }
        }
    }
}
