package io.roarbench.result;

import io.roarbench.plan.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of an experiment once it has ended, beside its samples.
 *
 * @param ending how it ended
 * @param unavailable variants that cannot run here, with the reason of each
 * @param seriesFacts facts by variant
 * @param facts for the Setup line
 */
public record Finished(
        Ending ending,
        Map<String, String> unavailable,
        Map<String, Map<String, String>> seriesFacts,
        List<Fact> facts) {

    private static final Set<String> HISTOGRAMS = Set.of(Cell.Percentile.REQUEST_TIMES, Cell.Percentile.OWN_TIMES);

    /** What is known once a later turn has told the same of its part; what can't be added up is the later one's. */
    public Finished and(Finished later) {
        Ending ending = new Ending(this.ending.experiment(), later.ending.reason(), later.ending.rounds(),
                this.ending.settled() && later.ending.settled(), this.ending.noise().and(later.ending.noise()));
        Map<String, Map<String, String>> series = new LinkedHashMap<>(seriesFacts);
        later.seriesFacts.forEach((variant, its) -> series.merge(variant, its, Finished::together));
        return new Finished(ending, later.unavailable, series,
                Stream.concat(facts.stream(), later.facts.stream()).distinct().toList());
    }

    private static Map<String, String> together(Map<String, String> earlier, Map<String, String> later) {
        Map<String, String> all = new LinkedHashMap<>(earlier);
        later.forEach((name, value) -> all.merge(name, value, HISTOGRAMS.contains(name) ? Histograms::sum : (one, other) -> other));
        return all;
    }
}
