package io.roarbench.run;

import io.roarbench.environment.Environment;
import io.roarbench.measure.Observation;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Variant;
import io.roarbench.result.Ending;
import io.roarbench.result.Fact;
import io.roarbench.result.Finished;
import io.roarbench.result.Journal;
import io.roarbench.result.Result;
import io.roarbench.result.Series;
import io.roarbench.result.Status;
import io.roarbench.result.TrialSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what a run measures; holds at any moment what an interrupted run would have as its result. */
final class ResultBuilder {

    private final Plan plan;
    private final Environment environment;
    private final Instant startedAt;
    private final Map<SeriesId, List<TrialSample>> samples = new HashMap<>();
    private final Map<String, Finished> ended = new LinkedHashMap<>();
    private final Map<String, Finished> measured = new LinkedHashMap<>();

    ResultBuilder(Plan plan, Environment environment, Journal.Recovered earlier) {
        this.plan = plan;
        this.environment = environment;
        this.startedAt = earlier.startedAt();
        earlier.samples().forEach((id, list) -> samples.put(id, new ArrayList<>(list)));
        earlier.finished().forEach(this::finished);
    }

    boolean ended(String experiment) {
        return ended.containsKey(experiment);
    }

    void add(SeriesId id, Observation observation) {
        samples.computeIfAbsent(id, i -> new ArrayList<>()).add(TrialSample.of(observation));
    }

    void finished(Finished finished) {
        ended.put(finished.ending().experiment(), finished);
    }

    /** Keeps what a turn of an experiment told, and returns what is known of the experiment so far. */
    Finished measured(Finished part) {
        return measured.merge(part.ending().experiment(), part, Finished::and);
    }

    /** What has been measured of an experiment, in the order in which it was made within each variant. */
    List<Observation> observations(Experiment experiment) {
        List<Observation> all = new ArrayList<>();
        experiment.variants().forEach(v -> samples.getOrDefault(new SeriesId(experiment.id(), v.name()), List.of())
                .forEach(s -> all.add(s.observation(v.name()))));
        return all;
    }

    Result build(Instant endedAt) {
        boolean complete = plan.experiments().stream().allMatch(e -> ended.containsKey(e.id()));
        List<Ending> endings = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        for (Experiment experiment : plan.experiments()) {
            Finished known = ended.getOrDefault(experiment.id(), measured.get(experiment.id()));
            if (known != null) {
                endings.add(known.ending());
                facts.addAll(known.facts());
            }
            experiment.variants().forEach(v -> series.add(series(experiment, v, known)));
        }
        return new Result(Result.SCHEMA_VERSION, Version.current(), complete ? Status.COMPLETE : Status.INCOMPLETE,
                startedAt, endedAt, plan, environment, endings, facts, SampleWarnings.of(plan, endings, series), series);
    }

    private Series series(Experiment experiment, Variant variant, Finished known) {
        SeriesId id = new SeriesId(experiment.id(), variant.name());
        String unavailable = known == null ? "" : known.unavailable().getOrDefault(variant.name(), "");
        Map<String, String> facts = known == null ? Map.of() : known.seriesFacts().getOrDefault(variant.name(), Map.of());
        return new Series(id, unavailable, facts, samples.getOrDefault(id, List.of()));
    }
}
