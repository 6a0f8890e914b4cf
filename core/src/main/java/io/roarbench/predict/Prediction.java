package io.roarbench.predict;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.tracer.count.CallKind;
import java.util.List;
import java.util.Map;

/**
 * What one tracer would add to a command.
 *
 * @param tracer its name
 * @param unavailable why it cannot run here; empty if it can. All else is void then
 * @param overhead what it adds, ns, with an interval: that of the costs by their calibration, widened by how far they missed the programs
 *     with which they are checked
 * @param ratio time traced by time untraced, with an interval
 * @param fits whether the change is within the budget; {@link Fit#NOT_ASKED} without one
 * @param startNanos the part that does not depend on what the command does, ns
 * @param partNanos the part of each kind of calls, ns
 * @param firstNanos what the first trace of a process adds once, ns; not in {@code overhead}
 * @param misses what it would not see of this command, a phrase each; empty if it sees everything
 */
public record Prediction(String tracer, String unavailable, Estimate overhead, Estimate ratio, Fit fits, double startNanos,
        Map<CallKind, Double> partNanos, double firstNanos, List<String> misses) {

    private static final Estimate NONE = Estimate.withoutInterval(Double.NaN, 0);

    /** Copies. */
    public Prediction {
        partNanos = Map.copyOf(partNanos);
        misses = List.copyOf(misses);
    }

    static Prediction unavailable(String tracer, String reason) {
        return new Prediction(tracer, reason, NONE, NONE, Fit.NOT_ASKED, 0, Map.of(), 0, List.of());
    }

    /** Whether it can run here. */
    public boolean available() {
        return unavailable.isEmpty();
    }

    /** Whether an overhead is within a budget. */
    public enum Fit {
        /** The whole interval is. */
        YES,
        /** The budget lies in the interval. */
        UNSURE,
        /** The whole interval is beyond. */
        NO,
        /** No budget was given. */
        NOT_ASKED;

        /** @param budget most relative change, 0.05 for 5 %; NaN for none */
        static Fit of(Estimate ratio, double budget) {
            if (Double.isNaN(budget)) {
                return NOT_ASKED;
            }
            double limit = 1 + budget;
            return ratio.high() <= limit ? YES : ratio.low() > limit ? NO : UNSURE;
        }
    }
}
