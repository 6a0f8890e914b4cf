package io.roarbench.run;

import io.roarbench.measure.statistics.Successive;
import io.roarbench.measure.statistics.Warning;
import io.roarbench.measure.statistics.Warnings;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Plan;
import io.roarbench.result.Ending;
import io.roarbench.result.Series;
import io.roarbench.result.TrialSample;
import java.util.ArrayList;
import java.util.List;

/** What the samples of a run warn of. */
final class SampleWarnings {

    private SampleWarnings() {
    }

    static List<Warning> of(Plan plan, List<Ending> endings, List<Series> series) {
        List<Warning> warnings = new ArrayList<>();
        for (Experiment experiment : plan.experiments()) {
            List<Series> own = series.stream().filter(s -> s.id().experiment().equals(experiment.id())).toList();
            endings.stream()
                    .filter(e -> e.experiment().equals(experiment.id()) && !e.settled())
                    .forEach(e -> warnings.add(Warnings.notSettled(experiment.id(), warmUpRounds(own))));
            own.forEach(s -> ofSeries(s, experiment.policy().precision(), plan.seed(), warnings));
        }
        return warnings;
    }

    private static int warmUpRounds(List<Series> own) {
        return own.stream().flatMap(s -> s.samples().stream()).filter(TrialSample::warmUp)
                .mapToInt(s -> s.round() + 1).max().orElse(0);
    }

    private static void ofSeries(Series series, double wanted, long seed, List<Warning> warnings) {
        String name = series.id().toString();
        // Of a series without a sample that counts, its cell says why.
        if (series.voids() > 0 && !series.counted().isEmpty()) {
            List<TrialSample> measured = series.samples().stream().filter(s -> !s.warmUp()).toList();
            String reason = measured.stream().filter(s -> !s.voidReason().isEmpty()).findFirst().orElseThrow().voidReason();
            warnings.add(Warnings.voidSamples(name, (int) series.voids(), measured.size(), reason));
        }
        double[] nanos = series.nanos();
        if (nanos.length > 0) {
            warnings.addAll(Warnings.of(name, nanos, Successive.positiveMedian(nanos, seed), wanted));
        }
    }
}
