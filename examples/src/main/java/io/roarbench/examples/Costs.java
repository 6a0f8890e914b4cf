package io.roarbench.examples;

import java.util.ArrayList;
import java.util.Arrays;
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
        return median(differences(way));
    }

    /** Between which two of the differences their true median lies, with 95 % (sign test; all of them where they are few). */
    String addedRange(String way) {
        double[] sorted = differences(way);
        Arrays.sort(sorted);
        int out = Math.max(0, (int) Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2));
        return String.format(Locale.ROOT, "[%.0f, %.0f]", sorted[out], sorted[sorted.length - 1 - out]);
    }

    private double[] differences(String way) {
        List<Double> base = values.get(TracedLoop.UNTRACED);
        List<Double> own = values.get(way);
        return IntStream.range(0, own.size()).mapToDouble(i -> own.get(i) - base.get(i)).toArray();
    }

    /** Of the numbers on these lines. */
    static double lowerQuartile(List<String> lines) {
        double[] sorted = lines.stream().mapToDouble(Double::parseDouble).sorted().toArray();
        return sorted[(sorted.length - 1) / 4];
    }

    /** Median over the rounds of the ratio of what two ways took more than untraced. */
    double ratio(String way, String other) {
        double[] above = differences(way);
        double[] below = differences(other);
        return median(IntStream.range(0, above.length).mapToDouble(i -> above[i] / below[i]).toArray());
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
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
