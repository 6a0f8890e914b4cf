package io.roarbench.measure.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Derives warnings: those that show in samples by {@link #of}, the others from what the caller observed beside them. */
public final class Warnings {

    /** A trend this unlikely, and at least this large, is worth a warning. */
    private static final double DRIFT_P = 0.01;
    private static final double DRIFT_CHANGE = 0.02;

    private Warnings() {
    }

    /**
     * What the samples of a series warn of, in the order of {@link Warning.Kind}: TOO_FEW_SAMPLES (and then nothing else),
     * WIDE_INTERVAL, OUTLIERS (severe ones), DRIFT (p below 1 % and a change of at least 2 %), FIRST_RUN.
     *
     * @param subject names the series
     * @param byRound one valid sample a round, in order; not changed
     * @param estimate what was estimated from them
     * @param wanted wanted half-width of the interval as a share of the value; 0 or less if any is fine
     * @throws IllegalArgumentException if a sample is not finite
     */
    public static List<Warning> of(String subject, double[] byRound, Estimate estimate, double wanted) {
        if (byRound.length < Bootstrap.FEWEST || !estimate.hasInterval()) {
            return List.of(tooFew(subject, byRound.length));
        }
        List<Warning> warnings = new ArrayList<>();
        if (wanted > 0 && estimate.relativeHalfWidth() > wanted) {
            warnings.add(wide(subject, estimate, wanted));
        }
        outliers(subject, byRound, warnings);
        Drift drift = Drift.of(byRound);
        if (drift.pValue() < DRIFT_P && Math.abs(drift.change()) >= DRIFT_CHANGE) {
            warnings.add(drift(subject, drift));
        }
        FirstRun first = FirstRun.of(byRound);
        if (first.slow()) {
            warnings.add(warning(Warning.Kind.FIRST_RUN, subject, Map.of("ratio", first.ratio()),
                    "the first sample took %.2f times the median of the others", first.ratio()));
        }
        return List.copyOf(warnings);
    }

    /** Trials that do not count; {@code reason} is that of the first of them. */
    public static Warning voidSamples(String subject, int voids, int trials, String reason) {
        return warning(Warning.Kind.VOID_SAMPLES, subject, Map.of("voids", (double) voids, "trials", (double) trials),
                "%d of %d trials do not count; the first because: %s", voids, trials, reason);
    }

    /** CPU time that the hypervisor took, as a share of all CPU time of the machine during the measurement. */
    public static Warning steal(String subject, double share) {
        return warning(Warning.Kind.STEAL, subject, Map.of("share", share),
                "the hypervisor took %.1f %% of the CPU time", 100 * share);
    }

    /** How often the CPU was throttled during the measurement. */
    public static Warning throttled(String subject, long times) {
        return warning(Warning.Kind.THROTTLED, subject, Map.of("times", (double) times),
                "the CPU was throttled %d times", times);
    }

    /** Warm-up ended by its limit. */
    public static Warning notSettled(String subject, int warmUpRounds) {
        return warning(Warning.Kind.NOT_SETTLED, subject, Map.of("warmUpRounds", (double) warmUpRounds),
                "times had not settled after %d rounds of warm-up", warmUpRounds);
    }

    private static Warning tooFew(String subject, int n) {
        return warning(Warning.Kind.TOO_FEW_SAMPLES, subject,
                Map.of("samples", (double) n, "needed", (double) Bootstrap.FEWEST),
                "%d samples are too few for a 95 %% interval, which needs %d", n, Bootstrap.FEWEST);
    }

    private static Warning wide(String subject, Estimate estimate, double wanted) {
        double reached = estimate.relativeHalfWidth();
        if (!Double.isFinite(reached)) {
            return warning(Warning.Kind.WIDE_INTERVAL, subject, Map.of("low", estimate.low(), "high", estimate.high()),
                    "the 95 %% interval reaches from %.3g to %.3g around 0: no share of it can be stated",
                    estimate.low(), estimate.high());
        }
        double rounds = Precision.rounds(estimate, wanted);
        return warning(Warning.Kind.WIDE_INTERVAL, subject,
                Map.of("relativeHalfWidth", reached, "wanted", wanted, "rounds", rounds),
                "the 95 %% interval is ±%.1f %% wide, wanted was ±%.1f %%: about %.0f rounds in all would do",
                100 * reached, 100 * wanted, rounds);
    }

    private static void outliers(String subject, double[] samples, List<Warning> warnings) {
        List<Outliers.Label> labels = Outliers.label(samples);
        long severe = labels.stream().filter(Outliers.Label::severe).count();
        long mild = labels.stream().filter(l -> l != Outliers.Label.NONE).count() - severe;
        if (severe > 0) {
            warnings.add(warning(Warning.Kind.OUTLIERS, subject,
                    Map.of("severe", (double) severe, "mild", (double) mild, "samples", (double) samples.length),
                    "%d of %d samples are severe outliers, %d mild ones; all are counted", severe, samples.length, mild));
        }
    }

    private static Warning drift(String subject, Drift drift) {
        return warning(Warning.Kind.DRIFT, subject,
                Map.of("tau", drift.tau(), "pValue", drift.pValue(), "change", drift.change()),
                "samples drift: the last third lies %.1f %% %s the first (Mann-Kendall p = %.2g)",
                100 * Math.abs(drift.change()), drift.change() < 0 ? "below" : "above", drift.pValue());
    }

    private static Warning warning(Warning.Kind kind, String subject, Map<String, Double> values, String text, Object... numbers) {
        return new Warning(kind, subject, String.format(Locale.ROOT, text, numbers), values);
    }
}
