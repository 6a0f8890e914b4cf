package io.roarbench.measure;

/** Why an experiment ended. */
public enum StopReason {
    /** All intervals are as narrow as wanted. */
    PRECISION,
    /** The highest number of rounds was reached. */
    ROUNDS,
    /** The time was used up. */
    BUDGET,
    /** Somebody cancelled; what was measured until then is kept. */
    CANCELLED,
    /** The baseline, or every other arm, cannot run here. */
    UNAVAILABLE
}
