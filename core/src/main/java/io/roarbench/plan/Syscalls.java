package io.roarbench.plan;

import io.roarbench.measure.RoundPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds an experiment of one kind of system call: a program that makes it in loops of several lengths, untraced and under
 * tracers. The cost of one call is the slope over the lengths, so what it takes to start a program and a tracer is not in it.
 *
 * <pre>{@code
 * Syscalls reads = Syscalls.of("read", 0, 10_000, 20_000, 40_000).tracers("ebpf", "preload");
 * Experiment experiment = reads.experiment("reads", policy);
 * Cell cost = reads.cost("reads", "ebpf");
 * }</pre>
 */
public final class Syscalls {

    /** How many system calls one loop of each kind makes. */
    private static final Map<String, Integer> CALLS = Map.ofEntries(Map.entry("open-close", 2),
            Map.entry("open-missing", 1), Map.entry("dup-close", 2), Map.entry("read", 1), Map.entry("pread", 1),
            Map.entry("write", 1), Map.entry("fstat", 1), Map.entry("mmap", 2), Map.entry("rename", 1),
            Map.entry("fork-exit", 1), Map.entry("thread", 1), Map.entry("exec", 1), Map.entry("open-read-close", 3));

    private final String kind;
    private final List<Integer> counts;
    private final List<String> ways = new ArrayList<>(List.of(Workload.BASELINE));

    private Syscalls(String kind, List<Integer> counts) {
        this.kind = kind;
        this.counts = counts;
    }

    /** All kinds, by name. */
    public static List<String> kinds() {
        return CALLS.keySet().stream().sorted().toList();
    }

    /**
     * System calls of one kind.
     *
     * @param kind one of {@link #kinds()}
     * @param counts lengths of the loops, at least four different ones, each &ge; 0
     */
    public static Syscalls of(String kind, Integer... counts) {
        if (!CALLS.containsKey(kind)) {
            throw new IllegalArgumentException("unknown kind of system call '" + kind + "'; there are "
                    + String.join(", ", kinds()));
        }
        List<Integer> all = List.of(counts);
        if (all.stream().distinct().count() < 4 || all.stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("counts are at least four different numbers of at least 0, not " + all);
        }
        return new Syscalls(kind, all);
    }

    /** Adds each of these built-in tracers, named as {@link Workload#tracers} has them. */
    public Syscalls tracers(String... names) {
        ways.addAll(List.of(names));
        return this;
    }

    /** Adds calls, in a way called {@code beside: NAME}, that are untraced while this tracer traces something else. */
    public Syscalls beside(String tracer) {
        ways.add(CommandTrial.BESIDE + tracer);
        return this;
    }

    /** One variant for each way and count, the baseline's first. */
    public List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        ways.forEach(way -> variants.addAll(variants(way, way)));
        return variants;
    }

    private List<Variant> variants(String way, String name) {
        String tracer = way.equals(Workload.BASELINE) ? CommandTrial.UNTRACED : way;
        return counts.stream().map(n -> new Variant(name(name, n), trial(n).under(tracer))).toList();
    }

    private CommandTrial trial(int count) {
        Workload probe = Workload.of("roar-probe", kind, Integer.toString(count)).timeout(Duration.ofMinutes(2));
        return (CommandTrial) probe.variants().get(0).trial();
    }

    private static String name(String way, int count) {
        return way + " ×" + count;
    }

    /** The experiment, with the baseline at each count once more as control. */
    public Experiment experiment(String id, RoundPolicy policy) {
        List<Variant> all = new ArrayList<>(variants());
        all.addAll(variants(Workload.BASELINE, Experiment.CONTROL));
        return new Experiment(id, all, policy, name(Experiment.CONTROL, counts.get(0)));
    }

    /**
     * What one call costs more than untraced; of {@link Workload#BASELINE}, what one takes untraced.
     *
     * @param experiment its id
     * @param way a tracer's name, {@code beside: NAME}, {@link Workload#BASELINE} or {@link Experiment#CONTROL}
     */
    public Cell.PerEvent cost(String experiment, String way) {
        List<SeriesId> baselines = way.equals(Workload.BASELINE) ? List.of() : atEachCount(experiment, Workload.BASELINE);
        return new Cell.PerEvent(counts, atEachCount(experiment, way), baselines, CALLS.get(kind), "");
    }

    private List<SeriesId> atEachCount(String experiment, String way) {
        return counts.stream().map(n -> new SeriesId(experiment, name(way, n))).toList();
    }
}
