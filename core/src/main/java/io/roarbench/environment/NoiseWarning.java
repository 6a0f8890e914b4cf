package io.roarbench.environment;

/**
 * One thing that may have disturbed a measurement.
 *
 * @param kind what
 * @param message one sentence with the figure and what can be done
 */
public record NoiseWarning(Kind kind, String message) {

    /** What disturbed. */
    public enum Kind {
        /** The hypervisor gave CPU time to others. */
        STEAL,
        /** Cores were slowed down for heat. */
        THERMAL_THROTTLING,
        /** A control group's CPU quota ran out. */
        QUOTA_THROTTLING,
        /** The clock rate differed between the readings. */
        FREQUENCY,
        /** Other programs ran meanwhile. */
        OTHER_WORK,
        /** Tasks waited for memory, or pages were swapped. */
        MEMORY
    }
}
