package io.roarbench.result;

import java.util.Map;
import java.util.TreeMap;

/**
 * Two series of one experiment, reduced to the rounds in which both have a sample that counts.
 *
 * @param baseline values of the baseline, by round: times in ns, or a further value
 * @param other values of the other series, of the same rounds
 */
public record Pairing(double[] baseline, double[] other) {

    /** Pairs the times of two series. */
    public static Pairing of(Series baseline, Series other) {
        return of(byRound(baseline), byRound(other));
    }

    /** Pairs a further value of two series, in the rounds in which both have it. */
    public static Pairing of(Series baseline, Series other, String metric) {
        return of(byRound(baseline, metric), byRound(other, metric));
    }

    private static Pairing of(Map<Integer, Double> first, Map<Integer, Double> second) {
        first.keySet().retainAll(second.keySet());
        second.keySet().retainAll(first.keySet());
        return new Pairing(values(first), values(second));
    }

    private static Map<Integer, Double> byRound(Series series) {
        Map<Integer, Double> map = new TreeMap<>();
        series.counted().forEach(s -> map.put(s.round(), (double) Math.max(1, s.nanos())));
        return map;
    }

    private static Map<Integer, Double> byRound(Series series, String metric) {
        Map<Integer, Double> map = new TreeMap<>();
        series.counted().stream().filter(s -> s.metrics().containsKey(metric))
                .forEach(s -> map.put(s.round(), s.metrics().get(metric)));
        return map;
    }

    private static double[] values(Map<Integer, Double> map) {
        return map.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
