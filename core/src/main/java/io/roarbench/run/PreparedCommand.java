package io.roarbench.run;

import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.Stdio;
import io.roarbench.measure.Sample;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CommandTrial;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trials of one command, in one way to run it. The timed part begins when the run is asked for and ends when the command
 * has been waited for, for untraced and traced alike, so that a tracer's start counts and its report does not.
 */
final class PreparedCommand implements PreparedTrial {

    /** A command whose first three trials are void is given up, so it fails within these if it always does. */
    private static final int LOOKED_AT = 3;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final CommandTrial trial;
    private final ResolvedProgram program;
    private final Workspace workspace;
    private final ProcessLauncher launcher;
    private final Start start;
    private final String spawnCost;
    private final WriteBack writeBack;
    private final HelperCpu cpu = new HelperCpu();
    private String remark = "";
    private String placement = "";
    private String hopeless = "";
    private boolean succeeded;
    private int trials;

    /**
     * @param spawnCost what it takes to start and wait for a program that does nothing, in words
     * @param writeBack of all trials of the run
     */
    PreparedCommand(CommandTrial trial, ResolvedProgram program, Workspace workspace, ProcessLauncher launcher, Start start,
            String spawnCost, WriteBack writeBack) {
        this.trial = trial;
        this.program = program;
        this.workspace = workspace;
        this.launcher = launcher;
        this.start = start;
        this.spawnCost = spawnCost;
        this.writeBack = writeBack;
    }

    @Override
    public Sample measure() throws InterruptedException, UnavailableException {
        if (!hopeless.isEmpty()) {
            throw new UnavailableException(hopeless);
        }
        try {
            boolean ownFolder = trial.directory().isEmpty();
            Path folder = ownFolder ? workspace.newFolder() : Path.of(trial.directory());
            try {
                return measureIn(folder);
            } finally {
                writeBack.trialEnded();
                if (ownFolder && Files.exists(folder)) {
                    ScratchFolder.delete(folder);
                }
            }
        } catch (FileSystemException e) {
            return Sample.invalid("the folder of the trial cannot be made or removed: " + e);
        } catch (IOException e) {
            return Sample.invalid(e.getMessage());
        }
    }

    private Sample measureIn(Path folder) throws IOException, InterruptedException {
        Optional<String> problem = hooks("prepare", trial.prepare(), folder);
        if (problem.isPresent()) {
            return Sample.invalid(problem.get());
        }
        writeBack.settle(launcher, folder);
        // CPUs that idled wake slowly: each trial begins right after a process has ended, as it would among other commands.
        launcher.run(Command.of("true"));
        List<String> argv = new ArrayList<>(trial.command());
        argv.set(0, program.file().toString());
        Command command = Command.of(argv).withEnvironment(ResolvedProgram.environment(trial)).withDirectory(folder)
                .withStdio(Stdio.none(), output(folder), Stdio.none()).withTimeout(trial.timeout(), GRACE);
        Sample sample = trials < LOOKED_AT ? closely(command) : measured(command);
        if (++trials == 1) {
            cpu.findHelpers();
        }
        Optional<String> after = hooks("cleanup", trial.cleanup(), folder);
        return after.map(Sample::invalid).orElse(sample);
    }

    private Stdio output(Path folder) {
        return trial.output().isEmpty() ? Stdio.none() : Stdio.file(folder.resolve(trial.output()));
    }

    private Sample closely(Command command) throws IOException, InterruptedException {
        try (CloseLook look = new CloseLook()) {
            long cpuBefore = cpu.nanos();
            Start.Ended ended = start.run(look.at(command), look::ended);
            Optional<String> failed = failure(ended.execution());
            if (failed.isPresent()) {
                String reason = failed.get() + look.complaint();
                // Whatever waits for something will wait again, and a time limit may be long.
                hopeless = ended.execution().timedOut() && !succeeded ? reason : "";
                return Sample.invalid(reason);
            }
            Optional<String> left = look.problem();
            return left.isPresent() ? Sample.invalid(left.get()) : sample(ended, cpuBefore);
        }
    }

    private Sample measured(Command command) throws IOException, InterruptedException {
        long cpuBefore = cpu.nanos();
        Start.Ended ended = start.run(command, () -> { });
        Optional<String> failed = failure(ended.execution());
        return failed.isPresent() ? Sample.invalid(failed.get()) : sample(ended, cpuBefore);
    }

    private Optional<String> failure(Execution e) {
        if (e.timedOut()) {
            return Optional.of("timed out after " + trial.timeout().toMillis() + " ms");
        }
        if (e.signal() != 0) {
            return Optional.of("ended by signal " + e.signal());
        }
        return e.exitCode() == trial.expectedExit()
                ? Optional.empty()
                : Optional.of("exit code " + e.exitCode() + " instead of " + trial.expectedExit());
    }

    private Sample sample(Start.Ended ended, long cpuBefore) throws IOException {
        Execution e = ended.execution();
        remark = ended.remark();
        placement = ended.placement();
        succeeded = true;
        if (!ended.problem().isEmpty()) {
            return Sample.invalid(ended.problem());
        }
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("commandNanos", (double) e.wallNanos());
        metrics.put("userNanos", (double) e.userNanos());
        metrics.put("systemNanos", (double) e.systemNanos());
        metrics.put("cpuNanos", (double) e.cpuNanos());
        if (trials > 0) {
            metrics.put("tracerCpuNanos", (double) (cpu.nanos() - cpuBefore - e.cpuNanos()));
        }
        metrics.put("maxRssBytes", (double) e.maxRssBytes());
        metrics.put("voluntarySwitches", (double) e.voluntarySwitches());
        metrics.put("involuntarySwitches", (double) e.involuntarySwitches());
        metrics.put("afterwardsNanos", (double) Math.max(0, System.nanoTime() - e.startNanos() - e.wallNanos()));
        return Sample.of(Math.max(1, e.startNanos() + e.wallNanos() - ended.beginNanos()), metrics);
    }

    private Optional<String> hooks(String name, List<List<String>> commands, Path folder)
            throws IOException, InterruptedException {
        for (List<String> words : commands) {
            Execution e = launcher.run(Command.of(words).withEnvironment(ResolvedProgram.environment(trial))
                    .withDirectory(folder).withTimeout(trial.timeout(), GRACE));
            if (!e.succeeded()) {
                return Optional.of("the " + name + " command " + String.join(" ", words) + " failed with exit code "
                        + e.exitCode() + (e.signal() == 0 ? "" : ", signal " + e.signal()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("program", program.file().getFileName().toString());
        facts.put("tracer", trial.tracer());
        facts.put("launcher", launcher.name());
        if (!remark.isEmpty()) {
            facts.put("incomplete", remark);
        }
        return facts;
    }

    @Override
    public Map<String, String> setup() {
        Map<String, String> setup = new LinkedHashMap<>();
        setup.put("commands", "started without a shell by " + launcher.name() + ", output to "
                + (trial.output().isEmpty() ? "/dev/null" : "a file") + ", "
                + (trial.directory().isEmpty() ? "in a new folder each" : "in a folder of their own")
                + ", each right after a run of true, file system synced before it if 1 MiB was still to be written");
        setup.put("page cache", "warm (nothing is evicted: what commands read is in memory after the warm-up)");
        setup.put("spawn cost", spawnCost);
        if (!program.note().isEmpty()) {
            setup.put("interpreter", program.note());
        }
        if (!program.description().isEmpty()) {
            setup.put("workload", program.description());
        }
        if (!remark.isEmpty()) {
            setup.put("what " + trial.tracer() + " could not see", remark);
        }
        if (!placement.isEmpty()) {
            setup.put("placement of " + trial.tracer(), placement);
        }
        return setup;
    }
}
