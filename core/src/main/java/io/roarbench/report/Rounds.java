package io.roarbench.report;

import io.roarbench.result.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Several series of one experiment, reduced to the rounds in which all of them have a sample that counts.
 *
 * @param nanos by round: the time of each series, ns
 */
record Rounds(Map<Integer, double[]> nanos) {

    static Rounds of(List<Series> series) {
        Map<Integer, double[]> rounds = new HashMap<>();
        Map<Integer, Integer> present = new HashMap<>();
        for (int i = 0; i < series.size(); i++) {
            int at = i;
            series.get(i).counted().forEach(s -> {
                rounds.computeIfAbsent(s.round(), r -> new double[series.size()])[at] = s.nanos();
                present.merge(s.round(), 1, Integer::sum);
            });
        }
        rounds.keySet().removeIf(r -> present.get(r) < series.size());
        return new Rounds(new TreeMap<>(rounds));
    }

    /** The rounds that both have: the values of this one at index 0, of the other at 1, each by round and series. */
    double[][][] pairedWith(Rounds other) {
        List<Integer> common = nanos.keySet().stream().filter(other.nanos::containsKey).toList();
        return new double[][][] {
            common.stream().map(nanos::get).toArray(double[][]::new),
            common.stream().map(other.nanos::get).toArray(double[][]::new),
        };
    }
}
