package io.roarbench.plan;

import io.roarbench.measure.RoundPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plans for tests. */
public final class Plans {

    private Plans() {
    }

    /** Two experiments of a baseline, another variant and a control; one table over both. */
    public static Plan small(int rounds) {
        return new Plan("Small", "An intro.", new Origin("small.groovy", ""), "quick", Map.of("size", "1"), 42,
                List.of(experiment("first", rounds), experiment("second", rounds)),
                List.of(new Section("Part", "Words.", List.of(table()), List.of("A sentence of its own."))), "The end.");
    }

    /** As {@link #small}, but the first experiment is measured in some turns. */
    public static Plan turns(int rounds, int turns) {
        Plan small = small(rounds);
        Experiment first = small.experiments().get(0);
        Experiment inTurns = new Experiment(first.id(), first.variants(),
                new RoundPolicy(rounds, rounds, 0, Duration.ofMinutes(5), 2, turns), first.control());
        return new Plan(small.title(), small.intro(), small.origin(), small.profile(), small.parameters(), small.seed(),
                List.of(inTurns, small.experiments().get(1)), small.sections(), small.outro());
    }

    /** One kind of call at several loop counts, untraced and under preload, with a control; a table of what a call takes and costs more. */
    public static Plan slopes(List<Integer> counts) {
        Syscalls calls = Syscalls.of("read", counts.toArray(Integer[]::new)).tracers("preload");
        Table costs = new Table("costs", "", List.of("Call", "Alone", "Added"), List.of(new Row("calls", List.of(
                calls.cost("calls", Workload.BASELINE), calls.cost("calls", "preload").withRemark("in the kernel")))));
        return new Plan("Slopes", "", new Origin("slopes.groovy", ""), "quick", Map.of(), 42,
                List.of(calls.experiment("calls", new RoundPolicy(30, 30, 0, Duration.ofMinutes(5), 2))),
                List.of(new Section("Part", "", List.of(costs), List.of())), "");
    }

    private static Experiment experiment(String id, int rounds) {
        RoundPolicy policy = new RoundPolicy(rounds, rounds, 0, Duration.ofMinutes(5), 2);
        return Experiment.withControl(id, List.of(hash("base", "md5"), hash("other", "sha256")), policy);
    }

    private static Variant hash(String name, String algorithm) {
        return new Variant(name, new HashTrial(algorithm, "auto", 1, new GeneratedFile(1000, "", 1), CacheState.CACHED));
    }

    private static Table table() {
        SeriesId base = new SeriesId("first", "base");
        SeriesId other = new SeriesId("first", "other");
        SeriesId second = new SeriesId("second", "other");
        return new Table("t", "Times:", List.of("Row", "Time", "Speed", "Overhead"), List.of(
                new Row("first", List.of(new Cell.Time(base), new Cell.Throughput(base, 1000),
                        new Cell.Overhead(other, base, true, false))),
                new Row("second", List.of(new Cell.Time(second), new Cell.Text("a | b"), new Cell.NotMeasured("no need")))));
    }
}
