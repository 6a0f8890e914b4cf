package io.roarbench.measure.statistics;

/** What a comparison with the baseline says. */
public enum Verdict {
    /** Takes longer, by more than the margin and by more than the noise floor. */
    SLOWER,
    /** Takes less time, by more than the margin and by more than the noise floor. */
    FASTER,
    /** Takes the same time within the margin. */
    EQUIVALENT,
    /** The samples do not decide between the others. */
    INCONCLUSIVE
}
