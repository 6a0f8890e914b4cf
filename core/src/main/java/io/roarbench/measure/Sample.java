package io.roarbench.measure;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The values of one trial.
 *
 * @param nanos wall-clock time of the timed part, ns, &ge; 0; meaningless when the sample is void
 * @param metrics further values by name, each in the unit its name ends with ({@code userNanos}, {@code maxRssBytes})
 * @param voidReason why this trial does not count (failed, timed out, wrong bytes…); empty for a valid one
 */
public record Sample(long nanos, Map<String, Double> metrics, String voidReason) {

    public Sample {
        if (nanos < 0) {
            throw new IllegalArgumentException("a sample's time is at least 0 ns, not " + nanos);
        }
        metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
        Objects.requireNonNull(voidReason, "voidReason");
    }

    /** A valid sample without further values. */
    public static Sample of(long nanos) {
        return new Sample(nanos, Map.of(), "");
    }

    /** A valid sample with further values. */
    public static Sample of(long nanos, Map<String, Double> metrics) {
        return new Sample(nanos, metrics, "");
    }

    /** A trial that does not count; it is kept and shown, never taken as fast. */
    public static Sample invalid(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a void sample says why it is void");
        }
        return new Sample(0, Map.of(), reason);
    }

    /** Whether this sample counts. */
    public boolean valid() {
        return voidReason.isEmpty();
    }
}
