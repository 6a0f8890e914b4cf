package io.roarbench.result;

import io.roarbench.plan.SeriesId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All samples of one variant of one experiment.
 *
 * @param id which
 * @param unavailable why it could not be measured here; empty where it could
 * @param facts what was settled only at run time: the provider, level and I/O that ran, a resolved program…
 * @param samples in the order measured, warm-up and void ones included
 */
public record Series(SeriesId id, String unavailable, Map<String, String> facts, List<TrialSample> samples) {

    public Series {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
        samples = List.copyOf(samples);
    }

    /** The samples that count. */
    public List<TrialSample> counted() {
        return samples.stream().filter(TrialSample::counts).toList();
    }

    /** Times of the samples that count, in the order of rounds, ns. */
    public double[] nanos() {
        return counted().stream().mapToDouble(TrialSample::nanos).toArray();
    }

    /** A further value of the samples that count and have it, in the order of rounds. */
    public double[] metric(String name) {
        return counted().stream().filter(s -> s.metrics().containsKey(name)).mapToDouble(s -> s.metrics().get(name)).toArray();
    }

    /** How many measured samples are void. */
    public long voids() {
        return samples.stream().filter(s -> !s.warmUp() && !s.voidReason().isEmpty()).count();
    }
}
