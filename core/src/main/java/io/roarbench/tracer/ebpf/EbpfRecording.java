package io.roarbench.tracer.ebpf;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ThreadPriority;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** What the kernel side sends of a command that runs under the eBPF tracer. */
final class EbpfRecording implements CommandTrace.Recording {

    private static final int READER_NICENESS = -15;

    private final KernelSide kernel;
    private final Replay replay;
    private final Translator translator;
    private final RingReader reader;
    private final BiConsumer<EbpfRecording, KernelSide> whenDone;
    private final Thread thread;
    private Runnable beforeReading;
    private volatile boolean ended;
    private volatile boolean abandoned;
    private volatile Exception failure;

    EbpfRecording(KernelSide kernel, Replay replay, Translator translator, BiConsumer<EbpfRecording, KernelSide> whenDone) {
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

    void started(Runnable before) {
        this.beforeReading = before;
        thread.start();
    }

    private void read() {
        try {
            beforeReading.run();
            // A command with many busy threads must not keep the reader from its turn; where this is not permitted, losses are counted.
            new ThreadPriority().set(READER_NICENESS);
            reader.run(() -> ended, () -> abandoned);
        } catch (IOException | RuntimeException e) {
            failure = e;
            kernel.detach();
        }
    }

    @Override
    public TraceReport report(Execution execution) throws IOException, InterruptedException {
        ended = true;
        LockSupport.unpark(thread);
        thread.join();
        TraceReport report = build(execution);
        whenDone.accept(this, kernel);
        return report;
    }

    private TraceReport build(Execution execution) throws IOException {
        int status = execution.exitCode() >= 0 ? execution.exitCode() << 8 : execution.signal();
        translator.finish(status);
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
    public void abandon() {
        abandoned = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        whenDone.accept(this, kernel);
    }
}
