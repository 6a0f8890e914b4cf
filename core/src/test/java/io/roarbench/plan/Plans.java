package io.roarbench.plan;

import io.roarbench.measure.RoundPolicy;
import java.time.Duration;
import java.util.ArrayList;
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

    /** One kind of call at several loop counts, untraced and under preload; a table of what a call takes and costs more. */
    public static Plan slopes(List<Integer> counts) {
        List<Variant> variants = new ArrayList<>();
        for (String way : List.of("baseline", "preload")) {
            counts.forEach(n -> variants.addAll(Workload.of("roar-probe", "read", "" + n).variants().stream()
                    .map(v -> new Variant(way + " ×" + n, v.trial())).toList()));
        }
        List<SeriesId> base = counts.stream().map(n -> new SeriesId("calls", "baseline ×" + n)).toList();
        List<SeriesId> traced = counts.stream().map(n -> new SeriesId("calls", "preload ×" + n)).toList();
        Table costs = new Table("costs", "", List.of("Call", "Alone", "Added"), List.of(new Row("calls", List.of(
                new Cell.PerEvent(counts, base, List.of(), 1, ""), new Cell.PerEvent(counts, traced, base, 1, "in the kernel")))));
        return new Plan("Slopes", "", new Origin("slopes.groovy", ""), "quick", Map.of(), 42,
                List.of(new Experiment("calls", variants, new RoundPolicy(30, 30, 0, Duration.ofMinutes(5), 2), "")),
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
