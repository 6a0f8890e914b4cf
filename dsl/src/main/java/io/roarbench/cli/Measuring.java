package io.roarbench.cli;

import io.roarbench.environment.Environment;
import io.roarbench.environment.EnvironmentReader;
import io.roarbench.plan.Experiment;
import io.roarbench.report.Pages;
import io.roarbench.result.Result;
import io.roarbench.result.ResultFile;
import io.roarbench.result.Status;
import io.roarbench.result.WholeFile;
import io.roarbench.run.RunFailure;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What running a plan from the command line takes: a folder for the results, progress, and Ctrl-C. */
final class Measuring {

    /** What to let the runner do. */
    @FunctionalInterface
    interface Job {
        Result run(Runner runner) throws RunFailure;
    }

    private final Path out;
    private final boolean allowMissing;
    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;

    /**
     * @param out folder for the results, made if missing
     * @param allowMissing whether it is no failure that parts of the plan cannot run on this machine
     */
    Measuring(Path out, boolean allowMissing) throws UsageException {
        this.out = out;
        this.allowMissing = allowMissing;
        try {
            Files.createDirectories(out);
            // Found out now rather than after minutes of measuring.
            Files.delete(Files.createTempFile(out, ".writable", ""));
        } catch (IOException e) {
            throw new UsageException("--out: cannot write to the folder " + out + " (" + reason(e) + ")", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof java.nio.file.FileAlreadyExistsException) {
            return "a file of this name is in the way";
        }
        if (e instanceof java.nio.file.FileSystemException f) {
            return f.getReason() == null ? "no such folder can be made" : f.getReason();
        }
        return e.getMessage();
    }

    /** Measures, prints and writes; returns the exit code. */
    int measure(Job job) throws RunFailure, IOException {
        Interruption interruption = Interruption.ofThisThread();
        try {
            Result result;
            Runner runner;
            try (ProgressLine progress = ProgressLine.on(stderr)) {
                runner = new Runner(out, Measuring::environment, progress, interruption::requested);
                result = job.run(runner);
                // From here on files are written, which an interrupt must not break off.
                interruption.settle();
            }
            write(result, runner);
            return exitCode(result, interruption);
        } finally {
            interruption.finished();
        }
    }

    private static Environment environment(Map<String, Path> measured) {
        return EnvironmentReader.ofThisMachine().read(measured, Map.of());
    }

    private void write(Result result, Runner runner) throws IOException {
        ResultFile.write(out.resolve("result.json"), result);
        WholeFile.write(out.resolve("page.md"), Pages.markdown(result));
        WholeFile.write(out.resolve("report.html"), Pages.html(result));
        if (result.complete()) {
            runner.forgetJournal();
        }
        stdout.print(Pages.terminal(result));
        stdout.flush();
        stderr.println("Wrote result.json, page.md and report.html to " + out
                + (result.complete() ? "" : "; incomplete, 'run --resume " + out + "' goes on"));
    }

    private int exitCode(Result result, Interruption interruption) {
        if (result.status() == Status.INCOMPLETE) {
            return interruption.requested() ? 130 : Failures.FAILED;
        }
        List<Experiment> without = result.plan().experiments().stream().filter(e -> !measured(result, e)).toList();
        boolean excused = allowMissing && without.size() < result.plan().experiments().size()
                && without.stream().allMatch(e -> cannotRunHere(result, e));
        // A tracer that cannot run on this machine is no failure; one that ran and never ended as it should is one.
        boolean someFailed = result.series().stream().anyMatch(s -> s.counted().isEmpty() && s.voids() > 0);
        return (without.isEmpty() || excused) && !someFailed ? 0 : Failures.FAILED;
    }

    private static boolean measured(Result result, Experiment experiment) {
        return result.series().stream()
                .anyMatch(s -> s.id().experiment().equals(experiment.id()) && !s.counted().isEmpty());
    }

    /** Not even tried; where trials ran and failed, that is a failure. */
    private static boolean cannotRunHere(Result result, Experiment experiment) {
        return result.series().stream()
                .filter(s -> s.id().experiment().equals(experiment.id()))
                .allMatch(s -> s.samples().isEmpty());
    }
}
