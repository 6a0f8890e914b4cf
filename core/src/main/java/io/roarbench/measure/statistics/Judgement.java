package io.roarbench.measure.statistics;

/**
 * A verdict and what it rests on.
 *
 * @param verdict what the comparison says
 * @param pValue the adjusted p-value that it was made with, in [0, 1]; NaN if there was none
 * @param moreRounds 0 unless inconclusive; else about how many further rounds would decide, if what was measured so far
 *     is typical, or {@link #UNDECIDABLE}
 */
public record Judgement(Verdict verdict, double pValue, int moreRounds) {

    /** No number of rounds up to a million decides: the effect lies on the margin, or within the control's own. */
    public static final int UNDECIDABLE = -1;
}
