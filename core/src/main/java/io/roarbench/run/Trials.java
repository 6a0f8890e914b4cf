package io.roarbench.run;

import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.CoverageTrial;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.ReadTrial;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.Trial;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.select.Tracers;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Gets every kind of trial ready for real. */
final class Trials implements TrialFactory {

    private final HashTrials hashes;
    private final ReadTrials reads;
    private final OpenTracers tracers = new OpenTracers(Trials::tracer);
    private final CommandTrials commands;
    private final CoverageTrials coverage;
    private final S3Trials requests;

    Trials(Workspace workspace, BooleanSupplier cancelled) {
        CacheKeeper cache = new CacheKeeper();
        this.hashes = new HashTrials(workspace, cancelled, cache);
        this.reads = new ReadTrials(workspace, cache);
        this.commands = new CommandTrials(workspace, tracers);
        this.coverage = new CoverageTrials(workspace, tracers);
        this.requests = new S3Trials(workspace.listener(), cancelled);
    }

    @Override
    public PreparedTrial prepare(Trial trial) throws UnavailableException, IOException, InterruptedException {
        if (trial instanceof HashTrial hash) {
            return hashes.prepare(hash);
        }
        if (trial instanceof ReadTrial read) {
            return reads.prepare(read);
        }
        if (trial instanceof CoverageTrial suite) {
            return coverage.prepare(suite);
        }
        if (trial instanceof S3Trial request) {
            return requests.prepare(request);
        }
        return commands.prepare((CommandTrial) trial);
    }

    private static Tracer tracer(String name) throws UnavailableException {
        Tracers tracers = new Tracers();
        return tracers.open(name).orElseThrow(() -> new UnavailableException("the tracer '" + name
                + "' is not part of this version, which has " + String.join(", ", tracers.names())));
    }

    @Override
    public void close() {
        commands.close();
        tracers.close();
        requests.close();
    }
}
