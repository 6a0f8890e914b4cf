package io.roarbench.dsl;

import io.roarbench.plan.CoverageTrial;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Variant;

/** {@code coverage('id') { … }}: how much of what programs do with files one tracer reports. */
public final class CoverageBlock extends ExperimentBlock {

    private String chosen;

    CoverageBlock(Scope scope, String id) {
        super(scope, "coverage", id);
        once();
    }

    /** The built-in tracer. */
    public void tracer(String name) {
        keyword("tracer");
        chosen = KnownNames.require("tracer", name, KnownNames.TRACERS);
    }

    @Override
    Experiment experiment() {
        if (chosen == null) {
            throw new IllegalArgumentException("say which tracer, e.g. tracer 'ebpf'");
        }
        add(new Variant(chosen, new CoverageTrial(chosen)));
        return super.experiment();
    }
}
