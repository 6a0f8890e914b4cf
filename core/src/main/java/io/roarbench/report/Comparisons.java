package io.roarbench.report;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.measure.statistics.Holm;
import io.roarbench.measure.statistics.Paired;
import io.roarbench.measure.statistics.Verdicts;
import io.roarbench.measure.statistics.Wilcoxon;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Pairing;
import io.roarbench.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares variants with their baselines. A pure function of a result. */
public final class Comparisons {

    /** Ratios up to this far from 1 count as the same. */
    public static final double MARGIN = 0.02;

    /** Highest chance of a false difference among all that is compared at once. */
    public static final double ALPHA = 0.05;

    private Comparisons() {
    }

    /**
     * Compares every variant of some experiments, controls left out, with the baseline.
     *
     * @param experiments their ids; p-values are adjusted (Holm) over all of them together
     * @param margin ratios up to 1 + margin count as the same
     */
    public static List<Comparison> of(Result result, Set<String> experiments, double margin) {
        List<Pair> pairs = new ArrayList<>();
        result.plan().experiments().stream()
                .filter(e -> experiments.contains(e.id()))
                .forEach(e -> e.variants().stream()
                        .filter(v -> v != e.baseline() && !v.name().equals(e.control()))
                        .map(v -> Pair.of(result, e, v.name()))
                        .filter(p -> p.pairing.baseline().length > 0)
                        .forEach(pairs::add));
        double[] p = Holm.adjust(pairs.stream().mapToDouble(Pair::pValue).toArray());
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            comparisons.add(pairs.get(i).judged(result, p[i], margin));
        }
        return comparisons;
    }

    private record Pair(Experiment experiment, SeriesId of, SeriesId baseline, Pairing pairing) {

        static Pair of(Result result, Experiment experiment, String variant) {
            SeriesId of = new SeriesId(experiment.id(), variant);
            SeriesId baseline = new SeriesId(experiment.id(), experiment.baseline().name());
            return new Pair(experiment, of, baseline,
                    Pairing.of(result.find(baseline).orElseThrow(), result.find(of).orElseThrow()));
        }

        double pValue() {
            double[] logs = new double[pairing.baseline().length];
            for (int i = 0; i < logs.length; i++) {
                logs[i] = StrictMath.log(pairing.other()[i] / pairing.baseline()[i]);
            }
            return Wilcoxon.signedRank(logs);
        }

        Comparison judged(Result result, double adjusted, double margin) {
            long seed = result.plan().seed();
            Estimate ratio = Paired.ratio(pairing.baseline(), pairing.other(), seed);
            Estimate difference = Paired.difference(pairing.baseline(), pairing.other(), seed);
            return new Comparison(of, baseline, ratio, difference, experiment.control().isEmpty()
                    ? Verdicts.judge(ratio, margin, adjusted, ALPHA)
                    : Verdicts.judge(ratio, control(result, seed), margin, adjusted, ALPHA));
        }

        private Estimate control(Result result, long seed) {
            SeriesId id = new SeriesId(experiment.id(), experiment.control());
            Pairing again = Pairing.of(result.find(baseline).orElseThrow(), result.find(id).orElseThrow());
            return Paired.ratio(again.baseline(), again.other(), seed);
        }
    }
}
