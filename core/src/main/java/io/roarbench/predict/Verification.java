package io.roarbench.predict;

import io.roarbench.measure.statistics.Estimate;
import java.util.List;

/**
 * What was measured of a command of which something was predicted.
 *
 * @param rounds in which every variant was measured
 * @param control traced by untraced time of the command beside itself: how far apart two equal things look
 * @param tracers one of each that was predicted
 */
public record Verification(int rounds, Estimate control, List<Measured> tracers) {

    /** Copies. */
    public Verification {
        tracers = List.copyOf(tracers);
    }

    /**
     * One tracer.
     *
     * @param tracer its name
     * @param problem why it could not be measured; empty if it could
     * @param overhead what it added, ns
     * @param ratio traced by untraced time
     * @param residual measured less predicted overhead, ns
     * @param agrees whether the intervals of what was predicted and measured have a value in common
     */
    public record Measured(String tracer, String problem, Estimate overhead, Estimate ratio, double residual, boolean agrees) {
    }
}
