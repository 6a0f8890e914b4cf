package io.roarbench.examples;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceOptions;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run a command that is compared with others.
 *
 * @param name what it is called
 * @param slowness by how much less a loop may be to take a usual time
 * @param runner runs a command to its end, report included
 */
record TracedLoop(String name, int slowness, Runner runner) {

    static final String UNTRACED = "untraced";

    /** Runs a command; throws if it failed or was not traced as it should be. */
    interface Runner {
        Execution run(Command command) throws IOException, InterruptedException;
    }

    static TracedLoop untraced(ProcessLauncher launcher) {
        return under(UNTRACED, launcher, List.of(), 1);
    }

    /** Under another program, whose words come before the command's. */
    static TracedLoop under(String name, ProcessLauncher launcher, List<String> words, int slowness) {
        return new TracedLoop(name, slowness, command -> {
            List<String> all = new ArrayList<>(words);
            all.addAll(command.argv());
            return launcher.run(command.withArgv(all));
        });
    }

    static TracedLoop traced(String name, Tracer tracer, TraceOptions options, int slowness) {
        return new TracedLoop(name, slowness, command -> {
            try (Trace trace = tracer.trace(new TraceRequest(command, options))) {
                Execution execution = trace.waitFor();
                TraceReport report = trace.report();
                if (!report.complete() && options.mode() == TraceOptions.Mode.EXACT) {
                    throw new IOException(name + " reports " + report.incomplete() + " of " + command.argv());
                }
                return execution;
            }
        });
    }

    private Execution run(Command command) throws IOException, InterruptedException {
        Execution execution = runner.run(command);
        if (!execution.succeeded()) {
            throw new IOException(command.argv() + " failed under " + name + " with exit code " + execution.exitCode());
        }
        return execution;
    }

    /** How long the command itself ran. */
    long wallNanos(Command command) throws IOException, InterruptedException {
        return run(command).wallNanos();
    }

    /** From before its start until the report is there. */
    long wholeNanos(Command command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        run(command);
        return System.nanoTime() - start;
    }
}
