package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.CommandTrace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Replay;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What the library logged of a command. */
final class PreloadRecording implements CommandTrace.Recording {

    private final Command command;
    private final SharedLog log;
    private final Replay replay;
    private final AtomicReference<KnownCode> code;

    PreloadRecording(Command command, SharedLog log, Replay replay, AtomicReference<KnownCode> code) {
        this.command = command;
        this.log = log;
        this.replay = replay;
        this.code = code;
    }

    @Override
    public TraceReport report(Execution execution) throws IOException, InterruptedException {
        new Survivors(log).awaitEnd();
        if (code.get().isEmpty() || log.imagesLookedThrough() > 0) {
            code.set(log.code());
        }
        TraceReport report = replayed(execution);
        log.close();
        return report;
    }

    private TraceReport replayed(Execution execution) throws IOException {
        RunOutline outline = new RunOutline();
        log.records(outline::accept);
        LogTranslator translator = new LogTranslator(log, outline, replay, execution.startNanos());
        long inFlight = log.records(translator::accept);
        int status = execution.signal() != 0 ? execution.signal() : execution.exitCode() << 8;
        long end = execution.startNanos() + execution.wallNanos();
        if (!translator.hasStarted()) {
            unseen(execution, status, end);
        }
        translator.finish(execution.pid(), status);
        replay.lost("records_in_flight", inFlight);
        replay.lost("log_full", log.full());
        replay.lost("processes_without_block", log.unblocked());
        replay.lost("descriptor_races", log.races());
        return replay.report(status, execution.startNanos(), end);
    }

    /** The command ran, but the library never got into it. */
    private void unseen(Execution execution, int status, long end) throws IOException {
        int pid = execution.pid();
        List<ByteString> argv = command.argv().stream().map(ByteString::utf8).toList();
        ByteString program = ProgramFile.find(command);
        replay.accept(new TraceEvent.Start(execution.startNanos(), pid, ByteString.utf8(command.directory().toString())));
        replay.accept(new TraceEvent.Exec(execution.startNanos(), pid, pid, program, null, argv));
        ExecTarget target = ProgramFile.target(program);
        replay.flag(target.reason(), target.detail(program));
        replay.accept(new TraceEvent.ProcessExit(end, pid, status));
    }

    @Override
    public void abandon() {
        log.close();
    }
}
