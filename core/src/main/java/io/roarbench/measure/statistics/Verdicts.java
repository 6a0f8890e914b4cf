package io.roarbench.measure.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Judges the ratio of a variant to its baseline. All is done on logarithms, so that slower and faster are mirror images:
 * the margin m stands for the ratios between 1 / (1 + m) and 1 + m.
 */
public final class Verdicts {

    private static final int MOST_ROUNDS = 1_000_000;

    private Verdicts() {
    }

    /**
     * Judges with a control, whose apparent effect is the noise floor: the farther end of its interval from 1.
     *
     * <p>Slower and faster need all three: adjusted p below α, and the whole interval beyond the margin and beyond the
     * noise floor. Equivalent needs the whole interval, and the noise floor, within the margin. All else is inconclusive.
     *
     * @param ratio variant / baseline, above 0
     * @param control the baseline measured again / baseline, above 0; without an interval nothing can be concluded
     * @param margin ratios up to 1 + margin count as the same, e.g. 0.02; at least 0
     * @param adjustedP of {@link Wilcoxon#signedRank} on the log-ratios, by {@link Holm#adjust}; NaN concludes no difference
     * @param alpha highest acceptable chance of a false difference, e.g. 0.05; in (0, 1)
     * @throws IllegalArgumentException if margin or alpha is out of range
     */
    public static Judgement judge(Estimate ratio, Estimate control, double margin, double adjustedP, double alpha) {
        if (!(margin >= 0) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("the margin is at least 0 and alpha between 0 and 1, not " + margin + " and " + alpha);
        }
        if (!ratio.hasInterval() || !control.hasInterval()) {
            int missing = Bootstrap.FEWEST - Math.min(ratio.n(), control.n());
            return new Judgement(Verdict.INCONCLUSIVE, adjustedP, Math.max(1, missing));
        }
        Estimate effect = ratio.map(StrictMath::log);
        Estimate noise = control.map(StrictMath::log);
        double same = StrictMath.log1p(margin);
        double floor = Math.max(Math.abs(noise.low()), Math.abs(noise.high()));
        double beyond = Math.max(same, floor);
        if (adjustedP < alpha && effect.low() > beyond) {
            return new Judgement(Verdict.SLOWER, adjustedP, 0);
        }
        if (adjustedP < alpha && effect.high() < -beyond) {
            return new Judgement(Verdict.FASTER, adjustedP, 0);
        }
        if (effect.low() >= -same && effect.high() <= same && floor <= same) {
            return new Judgement(Verdict.EQUIVALENT, adjustedP, 0);
        }
        return new Judgement(Verdict.INCONCLUSIVE, adjustedP, moreRounds(effect, noise, same, adjustedP, alpha));
    }

    /** Judges where there is no control, such as two results of different days; the margin must stand for the noise then. */
    public static Judgement judge(Estimate ratio, double margin, double adjustedP, double alpha) {
        return judge(ratio, new Estimate(1, 1, 1, ratio.n()), margin, adjustedP, alpha);
    }

    /** Widths shrink with √n around the same points; the p-value's z grows with √n. */
    private static int moreRounds(Estimate effect, Estimate noise, double same, double p, double alpha) {
        double distance = Math.abs(effect.value());
        double bias = Math.abs(noise.value());
        double different = Math.min((distance - same) / effect.halfWidth(),
                (distance - bias) / (effect.halfWidth() + noise.halfWidth()));
        different = Math.min(different, evidence(p, alpha));
        double equivalent = Math.min((same - distance) / effect.halfWidth(), noise.halfWidth() == 0
                ? Double.POSITIVE_INFINITY : (same - bias) / noise.halfWidth());
        double shrink = Math.min(1, Math.max(different, equivalent));
        double rounds = shrink > 0 ? Math.ceil(effect.n() / (shrink * shrink)) : Double.POSITIVE_INFINITY;
        return rounds > MOST_ROUNDS ? Judgement.UNDECIDABLE : (int) Math.max(1, rounds - effect.n());
    }

    /** How much of the present z is needed; a p-value of 1 or none gives no hope of a difference. */
    private static double evidence(double p, double alpha) {
        if (!(p < 1)) {
            return 0;
        }
        NormalDistribution normal = new NormalDistribution();
        return normal.inverseCumulativeProbability(p / 2) / normal.inverseCumulativeProbability(alpha / 2);
    }
}
