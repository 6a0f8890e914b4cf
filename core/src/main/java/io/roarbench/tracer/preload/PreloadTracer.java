package io.roarbench.tracer.preload;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Traces by a library that the dynamic linker loads into each program. Needs no rights and costs a few ns per read or
 * write; programs without a dynamic linker, and system calls that bypass libc, make the report incomplete. The command
 * can notice: {@code LD_PRELOAD} and {@code ROAR_BENCH_TRACE} in its environment, and mappings in /proc/self/maps.
 */
public final class PreloadTracer implements Tracer {

    /** As much as the log's address space holds. */
    private static final long CAPACITY = 12L << 30;

    private final long capacity;
    private final int mostImages;
    private final AtomicReference<KnownCode> code = new AtomicReference<>(KnownCode.none());
    private final AtomicLong runs = new AtomicLong();
    private ProcessLauncher launcher;
    private Path library;

    /** A tracer with a launcher of its own, started at the first trace. */
    public PreloadTracer() {
        this(CAPACITY, SharedLog.BLOCKS_MAX);
    }

    /**
     * What exceeds either is dropped and counted.
     *
     * @param capacity bytes of records at most
     * @param mostImages process images at most
     */
    PreloadTracer(long capacity, int mostImages) {
        this.capacity = capacity;
        this.mostImages = mostImages;
    }

    @Override
    public String name() {
        return "preload";
    }

    @Override
    public Check check() {
        return new PreloadCheck().run();
    }

    @Override
    public Trace trace(TraceRequest request) throws IOException {
        Path library = library();
        Command command = request.command();
        TraceMeta meta = new TraceMeta(name(), "exact", "none", command.argv(), command.directory().toString(),
                request.options().includeSystemFiles());
        Replay replay = new Replay(meta);
        SharedLog log = SharedLog.create("roar-preload-" + ProcessHandle.current().pid() + "-" + runs.incrementAndGet() + ";",
                code.get(), capacity, mostImages);
        try {
            Map<String, String> environment = environment(command.environment(), library.toString(), log.path());
            RunningProcess process = launcher().start(command.withEnvironment(environment));
            return new CommandTrace(process, new PreloadRecording(command, log, replay, code));
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    private static Map<String, String> environment(Map<String, String> own, String library, String log) {
        Map<String, String> all = new LinkedHashMap<>(own);
        String preload = own.getOrDefault("LD_PRELOAD", "");
        all.put("LD_PRELOAD", preload.isEmpty() ? library : library + ":" + preload);
        all.put("ROAR_BENCH_TRACE", log + ":" + library);
        return all;
    }

    /** Looked for once: out of a jar, it is unpacked and hashed, which takes longer than all else that starts a trace. */
    private synchronized Path library() throws IOException {
        if (library == null) {
            library = NativeFiles.find(PreloadCheck.LIBRARY).orElseThrow(() -> new IOException(
                    "the preload tracer needs " + PreloadCheck.LIBRARY + ", which is " + NativeFiles.status()));
        }
        return library;
    }

    private synchronized ProcessLauncher launcher() throws IOException {
        if (launcher == null) {
            launcher = ProcessLaunchers.open();
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
