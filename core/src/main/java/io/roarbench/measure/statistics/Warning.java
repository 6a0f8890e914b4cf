package io.roarbench.measure.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that weakens a figure.
 *
 * @param kind what it is
 * @param subject what it is about, such as a series
 * @param text one sentence with the numbers, for people
 * @param values the numbers by name, for programs; shares are in [0, 1], names without a unit count something
 */
public record Warning(Kind kind, String subject, String text, Map<String, Double> values) {

    /** Kinds of warnings. */
    public enum Kind {
        /** Too few samples for an interval. */
        TOO_FEW_SAMPLES,
        /** The interval is wider than wanted. */
        WIDE_INTERVAL,
        /** Samples lie outside the outer Tukey fences. */
        OUTLIERS,
        /** The series goes up or down over the rounds. */
        DRIFT,
        /** The first sample is much slower than the others. */
        FIRST_RUN,
        /** The hypervisor took the CPU away. */
        STEAL,
        /** The CPU was slowed down, by heat or by a quota. */
        THROTTLED,
        /** Trials that do not count: failed, timed out, lost events, wrong bytes. */
        VOID_SAMPLES,
        /** Times had not settled when warm-up ended. */
        NOT_SETTLED
    }

    public Warning {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
