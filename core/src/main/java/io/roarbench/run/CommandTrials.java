package io.roarbench.run;

import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CommandTrial;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gets trials that run a command, traced or not, ready. Launcher and tracers are opened when first needed. */
final class CommandTrials implements AutoCloseable {

    private final Workspace workspace;
    private final TracerSource tracerSource;
    private final Map<String, Tracer> tracers = new LinkedHashMap<>();
    private ProcessLauncher launcher;

    CommandTrials(Workspace workspace, TracerSource tracerSource) {
        this.workspace = workspace;
        this.tracerSource = tracerSource;
    }

    PreparedTrial prepare(CommandTrial trial) throws UnavailableException, IOException, InterruptedException {
        if (launcher == null) {
            launcher = ProcessLaunchers.open();
        }
        ResolvedProgram program = ResolvedProgram.of(trial, launcher).describedBy(trial, launcher);
        return new PreparedCommand(trial, program, workspace, launcher, start(trial.tracer()));
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
            return Start.beside(launcher, tracer(tracer.substring(CommandTrial.BESIDE.length())));
        }
        return Start.traced(tracer(tracer));
    }

    private Tracer tracer(String name) throws UnavailableException, IOException {
        Tracer tracer = tracers.get(name);
        if (tracer == null) {
            tracer = tracerSource.open(name);
            tracers.put(name, tracer);
        }
        if (!tracer.check().ok()) {
            throw new UnavailableException(tracer.check().summary());
        }
        return tracer;
    }

    @Override
    public void close() {
        tracers.values().forEach(Tracer::close);
        tracers.clear();
        if (launcher != null) {
            launcher.close();
            launcher = null;
        }
    }
}
