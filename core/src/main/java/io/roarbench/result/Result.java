package io.roarbench.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.roarbench.environment.Environment;
import io.roarbench.measure.statistics.Warning;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything a run measured and what it ran on. Every figure on a page can be computed from it again.
 *
 * @param schemaVersion of this structure; {@value #SCHEMA_VERSION}
 * @param version of roar-bench that measured
 * @param status whether the plan was carried out
 * @param startedAt when the run began
 * @param endedAt when it ended
 * @param plan what was to be measured
 * @param environment the machine
 * @param endings how each experiment ended, in order; an experiment that was not begun has none
 * @param facts for the Setup lines
 * @param warnings what weakens figures: noise, drift, outliers, trials that do not count
 * @param series the samples, in the order of the plan
 */
public record Result(
        int schemaVersion,
        String version,
        Status status,
        Instant startedAt,
        Instant endedAt,
        Plan plan,
        Environment environment,
        List<Ending> endings,
        List<Fact> facts,
        List<Warning> warnings,
        List<Series> series) {

    /** The version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    public Result {
        endings = List.copyOf(endings);
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
        series = List.copyOf(series);
    }

    /** The series of a name, if the run has it. */
    public Optional<Series> find(SeriesId id) {
        return series.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** How an experiment ended, if it was begun. */
    public Optional<Ending> ending(String experiment) {
        return endings.stream().filter(e -> e.experiment().equals(experiment)).findFirst();
    }

    /** Whether it is complete. */
    @JsonIgnore
    public boolean complete() {
        return status == Status.COMPLETE;
    }
}
