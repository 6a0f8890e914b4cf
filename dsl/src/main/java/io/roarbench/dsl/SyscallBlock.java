package io.roarbench.dsl;

import io.roarbench.plan.Experiment;
import io.roarbench.plan.Syscalls;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code syscalls('id') { … }}: one kind of system call at several loop counts, untraced and under tracers, so that the cost
 * of one is told from that of starting a process.
 */
public final class SyscallBlock extends ExperimentBlock {

    private final List<String> tracers = new ArrayList<>();
    private final List<String> besides = new ArrayList<>();
    private String chosenKind;
    private Integer[] loopCounts = {};

    SyscallBlock(Scope scope, String id) {
        super(scope, "syscalls", id);
    }

    /** What is called: {@code 'read'}, {@code 'open-read-close'}, …. */
    public void kind(String name) {
        keyword("kind");
        chosenKind = KnownNames.require("kind of system call", name, Syscalls.kinds());
    }

    /** How often, at least four different numbers. */
    public void counts(Integer... loops) {
        keyword("counts");
        loopCounts = loops.clone();
        Syscalls.of(Syscalls.kinds().get(0), loopCounts); // refuses here what are no counts, so that the error names this line
    }

    /** Adds variants for each of these built-in tracers; ptrace may have mode and placement after it, e.g. {@code 'ptrace fdpos same'}. */
    public void tracers(String... names) {
        keyword("tracers");
        for (String name : names) {
            tracers.add(KnownNames.require("tracer", name, KnownNames.TRACER_WAYS));
        }
    }

    /** Adds variants, called {@code 'beside: NAME'}, that run untraced while this tracer traces something else. */
    public void beside(String tracer) {
        keyword("beside");
        besides.add(KnownNames.require("tracer", tracer, KnownNames.TRACERS));
    }

    /** What the block says, as the plan has it. */
    Syscalls syscalls() {
        if (chosenKind == null || loopCounts.length == 0) {
            throw new IllegalArgumentException("say what is called and how often, e.g. kind 'read' and counts 0, 1000, 2000, 4000");
        }
        Syscalls syscalls = Syscalls.of(chosenKind, loopCounts).tracers(tracers.toArray(String[]::new));
        besides.forEach(syscalls::beside);
        return syscalls;
    }

    @Override
    Experiment experiment() {
        return controlled()
                ? syscalls().experiment(id(), policy())
                : new Experiment(id(), syscalls().variants(), policy(), "");
    }
}
