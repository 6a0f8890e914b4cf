package io.roarbench.predict;

import io.roarbench.measure.statistics.Bootstrap;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.tracer.count.CallCounts;
import java.util.List;

/**
 * What a command is like without a tracer.
 *
 * @param command program and arguments
 * @param counts what it did
 * @param wallNanos its times untraced, from being asked for to being waited for, ns; at least one
 * @param cpuNanos CPU time of its last untraced run, with all descendants that were waited for, ns
 */
public record Profile(List<String> command, CallCounts counts, double[] wallNanos, double cpuNanos) {

    private static final long SEED = 42;

    /** Checks and copies. */
    public Profile {
        command = List.copyOf(command);
        if (wallNanos.length == 0) {
            throw new IllegalArgumentException("a profile has at least one untraced time");
        }
    }

    /** Its median time, ns; without an interval if there were few runs. */
    public Estimate time() {
        return Bootstrap.median(wallNanos, SEED);
    }

    /** CPUs that it kept busy on average; above 1 it does several things at a time. */
    public double parallelism() {
        return cpuNanos / time().value();
    }
}
