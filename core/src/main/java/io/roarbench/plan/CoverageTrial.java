package io.roarbench.plan;

/**
 * Runs the programs that say what they do with files, under a tracer, and compares its reports with what they say. The
 * metrics of a sample have the figures; see {@link #REPORTED} and what follows it.
 *
 * @param tracer a built-in tracer's name
 */
public record CoverageTrial(String tracer) implements Trial {

    /** Metric: the share of the stated facts that was reported, 0 to 1. */
    public static final String REPORTED = "reportedShare";
    /** Metric: facts that the programs state. */
    public static final String FACTS = "facts";
    /** Metric: cases that ran. */
    public static final String CASES = "cases";
    /** Metric: cases whose report says that it is incomplete. */
    public static final String FLAGGED = "flaggedCases";
    /** Metric: cases with a missing or wrong fact whose report says that it is complete. */
    public static final String SILENT = "silentCases";
    /** Metric: facts that were reported and are not so. */
    public static final String WRONG = "wrongFacts";
}
