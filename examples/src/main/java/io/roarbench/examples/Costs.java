package io.roarbench.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What one thing took in each round, by each of the ways that are compared. */
final class Costs {

    private final String what;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    Costs(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    void add(String way, double value) {
        values.computeIfAbsent(way, w -> new ArrayList<>()).add(value);
    }

    boolean has(String way) {
        return values.containsKey(way);
    }

    /** Median over the rounds of what it took more than untraced in the same round. */
    double added(String way) {
        List<Double> base = values.get(TracedLoop.UNTRACED);
        List<Double> own = values.get(way);
        return median(IntStream.range(0, own.size()).mapToDouble(i -> own.get(i) - base.get(i)).toArray());
    }

    /** Median over the rounds of the ratio of what two ways took. */
    double ratio(String way, String other) {
        List<Double> above = values.get(way);
        List<Double> below = values.get(other);
        return median(IntStream.range(0, above.size()).mapToDouble(i -> above.get(i) / below.get(i)).toArray());
    }

    /** A line: median of each way, with the lowest and highest. */
    String text() {
        StringBuilder text = new StringBuilder(what).append(':');
        values.forEach((way, all) -> {
            double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            text.append(String.format(Locale.ROOT, " %s %.0f (%.0f to %.0f)", way, median(sorted), sorted[0], sorted[sorted.length - 1]));
        });
        return text.toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
