package io.roarbench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roarbench.measure.Observation;
import io.roarbench.measure.Sample;
import java.util.Map;

/**
 * A raw sample as the result file holds it.
 *
 * @param round from 0; warm-up rounds are counted apart
 * @param position in the order of its round, from 0
 * @param warmUp whether it belongs to the warm-up: kept, but in no estimate
 * @param atNanos when the trial began, ns since its experiment began
 * @param nanos the timed part, ns
 * @param metrics further values by name, unit in the name
 * @param voidReason why it does not count; empty for a valid one
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record TrialSample(
        @JsonInclude(JsonInclude.Include.ALWAYS) int round,
        int position,
        boolean warmUp,
        long atNanos,
        @JsonInclude(JsonInclude.Include.ALWAYS) long nanos,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> metrics,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String voidReason) {

    public TrialSample {
        metrics = metrics == null ? Map.of() : metrics;
        voidReason = voidReason == null ? "" : voidReason;
    }

    /** What the file keeps of an observation. */
    public static TrialSample of(Observation o) {
        Sample s = o.sample();
        return new TrialSample(
                o.round(), o.position(), o.warmUp(), o.atNanos(), s.nanos(), s.metrics(), s.voidReason());
    }

    /** The observation of which this was kept. */
    public Observation observation(String arm) {
        return new Observation(arm, round, position, warmUp, atNanos, new Sample(nanos, metrics, voidReason));
    }

    /** Whether this sample counts in estimates. */
    public boolean counts() {
        return !warmUp && voidReason.isEmpty();
    }
}
