package io.roarbench.run;

import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CommandTrial;
import io.roarbench.tracer.TraceOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Gets trials that run a command, traced or not, ready. The launcher is opened when first needed. */
final class CommandTrials implements AutoCloseable {

    private final Workspace workspace;
    private final OpenTracers tracers;
    private final WriteBack writeBack = new WriteBack();
    private ProcessLauncher launcher;
    private String spawnCost = "";

    CommandTrials(Workspace workspace, OpenTracers tracers) {
        this.workspace = workspace;
        this.tracers = tracers;
    }

    PreparedTrial prepare(CommandTrial trial) throws UnavailableException, IOException, InterruptedException {
        if (launcher == null) {
            launcher = ProcessLaunchers.open();
            spawnCost = SpawnCost.measured(launcher);
        }
        ResolvedProgram program = ResolvedProgram.of(trial, launcher).describedBy(trial, launcher);
        return new PreparedCommand(trial, program, workspace, launcher, start(trial.tracer()), spawnCost,
                writeBack);
    }

    private Start start(String tracer) throws UnavailableException, IOException {
        if (tracer.equals(CommandTrial.UNTRACED)) {
            return Start.untraced(launcher);
        }
        if (tracer.startsWith(CommandTrial.EXTERNAL)) {
            List<String> words = Arrays.asList(tracer.substring(CommandTrial.EXTERNAL.length()).trim().split("\\s+"));
            return Start.external(launcher, ResolvedProgram.template(words), workspace);
        }
        if (tracer.startsWith(CommandTrial.BESIDE)) {
            return Start.beside(launcher, tracers.open(tracer.substring(CommandTrial.BESIDE.length())));
        }
        List<String> words = Arrays.asList(tracer.split(" "));
        return Start.traced(tracers.open(words.get(0)), options(words.subList(1, words.size())));
    }

    private static TraceOptions options(List<String> words) throws UnavailableException {
        try {
            return TraceOptions.of(words);
        } catch (IllegalArgumentException unknown) {
            throw new UnavailableException("mode or placement of a tracer: " + unknown.getMessage());
        }
    }

    @Override
    public void close() {
        if (launcher != null) {
            launcher.close();
            launcher = null;
        }
    }
}
