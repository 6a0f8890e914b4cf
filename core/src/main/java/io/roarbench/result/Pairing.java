package io.roarbench.result;

import java.util.Map;
import java.util.TreeMap;

/**
 * Two series of one experiment, reduced to the rounds in which both have a sample that counts.
 *
 * @param baseline times of the baseline, ns, by round
 * @param other times of the other series, ns, of the same rounds
 */
public record Pairing(double[] baseline, double[] other) {

    /** Pairs two series. */
    public static Pairing of(Series baseline, Series other) {
        Map<Integer, Double> first = byRound(baseline);
        Map<Integer, Double> second = byRound(other);
        first.keySet().retainAll(second.keySet());
        second.keySet().retainAll(first.keySet());
        return new Pairing(values(first), values(second));
    }

    private static Map<Integer, Double> byRound(Series series) {
        Map<Integer, Double> map = new TreeMap<>();
        series.counted().forEach(s -> map.put(s.round(), (double) Math.max(1, s.nanos())));
        return map;
    }

    private static double[] values(Map<Integer, Double> map) {
        return map.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
