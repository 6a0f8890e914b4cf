package io.roarbench.run;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.RunningProcess;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A way to run a command: as it is, under a built-in tracer, or under a command that is a tracer. */
@FunctionalInterface
interface Start {

    /**
     * Runs a command to its end.
     *
     * @param command what
     * @param afterwards called once the command itself has ended, before a report is waited for
     * @return how it ended
     */
    Ended run(Command command, Afterwards afterwards) throws IOException, InterruptedException;

    /** Something to do once a command has ended. */
    @FunctionalInterface
    interface Afterwards {

        /** Does it. */
        void run() throws InterruptedException;
    }

    /**
     * How a run ended.
     *
     * @param execution of the command (of the tracer, where that is a command)
     * @param beginNanos when the run was asked for, {@link System#nanoTime()}: the timed part begins then
     * @param problem why its sample does not count although the command succeeded; empty if it does
     * @param remark what the tracer could not see; empty if nothing
     * @param placement on which CPU tracer and command ran, where a tracer has a choice; else empty
     */
    record Ended(Execution execution, long beginNanos, String problem, String remark, String placement) {

        static Ended untraced(Execution execution, long beginNanos) {
            return new Ended(execution, beginNanos, "", "", "");
        }
    }

    /** What stands in a template for the file that a tracer writes. */
    String TRACE = "{trace}";

    /** What placements of reports mean, of tracers that have a choice. */
    Map<String, String> PLACEMENTS = Map.of(
            "none", "none (tracer and command each where the scheduler puts it)",
            "same", "same (tracer and command on one CPU)");

    /** As it is. */
    static Start untraced(ProcessLauncher launcher) {
        return (command, afterwards) -> {
            long begin = System.nanoTime();
            try (RunningProcess process = launcher.start(command)) {
                Execution execution = process.waitFor();
                afterwards.run();
                return Ended.untraced(execution, begin);
            }
        };
    }

    /** As it is, while a built-in tracer traces a command that sleeps. */
    static Start beside(ProcessLauncher launcher, Tracer tracer) {
        Start untraced = untraced(launcher);
        return (command, afterwards) -> {
            Command sleep = Command.of("sleep", "infinity");
            try (Trace trace = tracer.trace(new TraceRequest(sleep, TraceOptions.defaults()))) {
                return untraced.run(command, afterwards);
            }
        };
    }

    /** Under a built-in tracer; a trace that lost events does not count. */
    static Start traced(Tracer tracer, TraceOptions options) {
        return (command, afterwards) -> {
            long begin = System.nanoTime();
            try (Trace trace = tracer.trace(new TraceRequest(command, options))) {
                Execution execution = trace.waitFor();
                afterwards.run();
                TraceReport report = trace.report();
                String lost = report.dropped().isEmpty() ? "" : "the tracer lost events: " + report.dropped();
                String placement = report.backend().equals("ptrace") ? PLACEMENTS.getOrDefault(report.placement(), "") : "";
                return new Ended(execution, begin, lost, String.join("; ", report.incomplete()), placement);
            }
        };
    }

    /**
     * Under a command of which {@code {command}} and {@code {trace}} are replaced. Nothing else is done before it starts that is
     * not done before an untraced start: the processor and the caches are as warm. What it writes to {@code {trace}} is
     * removed after each run.
     */
    static Start external(ProcessLauncher launcher, List<String> template, Workspace workspace) throws IOException {
        boolean writes = template.stream().anyMatch(word -> word.contains(TRACE));
        Path output = writes ? workspace.newFolder() : Path.of("");
        List<String> resolved = template.stream().map(word -> word.replace(TRACE, output.resolve("trace").toString())).toList();
        return (command, afterwards) -> {
            List<String> words = new ArrayList<>();
            for (String word : resolved) {
                if (word.equals("{command}")) {
                    words.addAll(command.argv());
                } else {
                    words.add(word);
                }
            }
            try {
                long begin = System.nanoTime();
                try (RunningProcess process = launcher.start(command.withArgv(words))) {
                    Execution execution = process.waitFor();
                    afterwards.run();
                    return Ended.untraced(execution, begin);
                }
            } finally {
                if (writes) {
                    ScratchFolder.delete(output);
                    Files.createDirectory(output);
                }
            }
        };
    }
}
