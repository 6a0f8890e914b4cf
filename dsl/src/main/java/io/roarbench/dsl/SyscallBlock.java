package io.roarbench.dsl;

import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.Variant;
import io.roarbench.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code syscalls('id') { … }}: one kind of system call at several loop counts, untraced and under tracers, so that the cost
 * of one is told from that of starting a process.
 */
public final class SyscallBlock extends ExperimentBlock {

    /** How many system calls one loop of each kind makes. */
    private static final Map<String, Integer> KINDS = Map.ofEntries(Map.entry("open-close", 2),
            Map.entry("open-missing", 1), Map.entry("dup-close", 2), Map.entry("read", 1), Map.entry("pread", 1),
            Map.entry("write", 1), Map.entry("fstat", 1), Map.entry("mmap", 2), Map.entry("rename", 1),
            Map.entry("fork-exit", 1), Map.entry("thread", 1), Map.entry("exec", 1), Map.entry("open-read-close", 3));

    private final List<String> ways = new ArrayList<>();
    private String chosenKind;
    private List<Integer> loopCounts = List.of();

    SyscallBlock(Scope scope, String id) {
        super(scope, "syscalls", id);
        ways.add(Workload.BASELINE);
    }

    /** What is called: {@code 'read'}, {@code 'open-read-close'}, …. */
    public void kind(String name) {
        keyword("kind");
        chosenKind = KnownNames.require("kind of system call", name, KINDS.keySet().stream().sorted().toList());
    }

    /** How often, at least four different numbers. */
    public void counts(Integer... loops) {
        keyword("counts");
        loopCounts = List.of(loops);
        if (Stream.of(loops).distinct().count() < 4 || Stream.of(loops).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("counts are at least four different numbers of at least 0, not " + loopCounts);
        }
    }

    /** Adds variants for each of these built-in tracers. */
    public void tracers(String... names) {
        keyword("tracers");
        for (String name : names) {
            ways.add(KnownNames.require("tracer", name, KnownNames.TRACERS));
        }
    }

    /** Adds variants, called {@code 'beside: NAME'}, that run untraced while this tracer traces something else. */
    public void beside(String tracer) {
        keyword("beside");
        ways.add(CommandTrial.BESIDE + KnownNames.require("tracer", tracer, KnownNames.TRACERS));
    }

    static String variant(String tracer, int count) {
        return tracer + " ×" + count;
    }

    /** How a table tells the cost of one call from this experiment. */
    SyscallCost cost() {
        return new SyscallCost(loopCounts, KINDS.get(chosenKind));
    }

    @Override
    io.roarbench.plan.Experiment experiment() {
        if (chosenKind == null || loopCounts.isEmpty()) {
            throw new IllegalArgumentException("say what is called and how often, e.g. kind 'read' and counts 0, 1000, 2000, 4000");
        }
        ways.forEach(way -> loopCounts.forEach(count -> add(new Variant(variant(way, count), trial(count)
                .under(way.equals(Workload.BASELINE) ? CommandTrial.UNTRACED : way)))));
        return super.experiment();
    }

    private CommandTrial trial(int count) {
        Workload probe = Workload.of("roar-probe", chosenKind, Integer.toString(count)).timeout(Duration.ofMinutes(2));
        return (CommandTrial) probe.variants().get(0).trial();
    }

    /**
     * @param counts loop counts
     * @param callsPerLoop system calls in one loop
     */
    record SyscallCost(List<Integer> counts, int callsPerLoop) {
    }
}
