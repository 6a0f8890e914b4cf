package io.roarbench.measure.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * The signed-rank test (Wilcoxon 1945, Biometrics Bulletin 1, 80–83): zeros are dropped, ties get midranks. Own code,
 * because that of Commons Math ranks zeros along, and its exact form ignores ties and takes 2ⁿ steps.
 */
public final class Wilcoxon {

    /** Up to here the distribution is exact: its 2ⁿ cases can be counted in a double without rounding. */
    static final int EXACT = 50;

    private Wilcoxon() {
    }

    /**
     * The two-sided p-value of the hypothesis that differences are distributed symmetrically about 0: exact up to
     * {@value #EXACT} differences other than 0 (also with ties: the distribution given the midranks), above that by the
     * normal approximation with corrections for ties and for continuity.
     *
     * @param differences of pairs, of any order; not changed
     * @return in (0, 1]; 1 if no difference is other than 0
     * @throws IllegalArgumentException if a difference is not finite
     */
    public static double signedRank(double[] differences) {
        double[] kept = Arrays.stream(Samples.finite(differences)).filter(d -> d != 0).toArray();
        if (kept.length == 0) {
            return 1;
        }
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(Arrays.stream(kept).map(Math::abs).toArray());
        double positive = 0;
        for (int i = 0; i < kept.length; i++) {
            positive += kept[i] > 0 ? ranks[i] : 0;
        }
        return kept.length <= EXACT ? exact(ranks, positive) : approximate(ranks, positive);
    }

    /** Counts, for every possible sum, the choices of signs that give it. Ranks are doubled, midranks are whole then. */
    private static double exact(double[] ranks, double positive) {
        int n = ranks.length;
        int top = n * (n + 1);
        double[] ways = new double[top + 1];
        ways[0] = 1;
        for (double rank : ranks) {
            int twice = (int) Math.round(2 * rank);
            for (int sum = top; sum >= twice; sum--) {
                ways[sum] += ways[sum - twice];
            }
        }
        int observed = (int) Math.round(2 * positive);
        int tail = Math.min(observed, top - observed);
        double below = 0;
        for (int sum = 0; sum <= tail; sum++) {
            below += ways[sum];
        }
        return Math.min(1, 2 * below / Math.scalb(1.0, n));
    }

    private static double approximate(double[] ranks, double positive) {
        double all = 0;
        double squares = 0;
        for (double rank : ranks) {
            all += rank;
            // The variance is the sum of the squared midranks / 4, which has the correction for ties in it.
            squares += rank * rank;
        }
        double distance = Math.max(0, Math.abs(positive - all / 2) - 0.5);
        return 2 * new NormalDistribution().cumulativeProbability(-distance / Math.sqrt(squares / 4));
    }
}
