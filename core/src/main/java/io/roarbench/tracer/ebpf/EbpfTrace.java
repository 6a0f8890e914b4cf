package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A command that runs under the eBPF tracer. */
final class EbpfTrace implements Trace {

    private final KernelSide kernel;
    private final Replay replay;
    private final Translator translator;
    private final RingReader reader;
    private final Consumer<KernelSide> whenDone;
    private final Thread thread;
    private RunningProcess process;
    private volatile boolean ended;
    private volatile boolean abandoned;
    private volatile Exception failure;
    private TraceReport report;

    EbpfTrace(KernelSide kernel, Replay replay, Translator translator, Consumer<KernelSide> whenDone) {
        this.kernel = kernel;
        this.replay = replay;
        this.translator = translator;
        this.reader = new RingReader(kernel, translator);
        this.whenDone = whenDone;
        this.thread = new Thread(this::read, "roar-bench ebpf reader");
        thread.setDaemon(true);
    }

    /** Events go into this replay. */
    static EventSink into(Replay replay) {
        return new EventSink() {
            @Override
            public void accept(TraceEvent event) {
                replay.accept(event);
            }

            @Override
            public boolean knows(int tid, int fd) {
                return replay.knows(tid, fd);
            }

            @Override
            public ByteString pathOf(int tid, int fd) {
                return replay.pathOf(tid, fd);
            }
        };
    }

    void started(RunningProcess command) {
        this.process = command;
        thread.start();
    }

    private void read() {
        try {
            reader.run(() -> ended, () -> abandoned);
        } catch (IOException | RuntimeException e) {
            failure = e;
            kernel.detach();
        }
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
        if (report != null) {
            return report;
        }
        if (abandoned) {
            throw new IllegalStateException("the trace of process " + pid() + " was closed before its report was made");
        }
        Execution execution = process.waitFor();
        ended = true;
        LockSupport.unpark(thread);
        thread.join();
        report = build(execution);
        whenDone.accept(kernel);
        return report;
    }

    private TraceReport build(Execution execution) throws IOException {
        int status = execution.exitCode() >= 0 ? execution.exitCode() << 8 : execution.signal();
        translator.processes().finish(status);
        if (failure != null) {
            replay.flag(IncompleteReason.TRACER_FAILED, failure.toString());
        } else if (translator.processes().root() != execution.pid()) {
            replay.flag(IncompleteReason.TRACER_FAILED, "the command's process was not seen");
        }
        if (!kernel.tellsFiles()) {
            replay.flag(IncompleteReason.LATE_LOOKUP,
                    "this kernel has no BTF, so links and created files were looked up after the calls");
        }
        account();
        return replay.report(status, execution.startNanos(), execution.startNanos() + execution.wallNanos());
    }

    /** Everything that may have been lost. */
    private void account() throws IOException {
        for (Map.Entry<Counter, Long> counted : reader.counted().entrySet()) {
            if (counted.getKey().isLoss()) {
                replay.lost(counted.getKey().key(), counted.getValue());
            }
        }
        replay.lost("sequence", Math.abs(reader.missing()));
        replay.lost("programs_skipped", kernel.missed());
        replay.lost("totals_left", kernel.hasTotals() ? 1 : 0);
    }

    @Override
    public synchronized void close() {
        process.close();
        if (report == null && !abandoned) {
            abandoned = true;
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            whenDone.accept(kernel);
        }
    }
}
