package io.roarbench.predict;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.predict.Prediction.Fit;
import io.roarbench.tracer.count.CallKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a profile and a calibration together. Pure functions. */
final class Forecasts {

    /** Below this a command counts as doing one thing at a time. */
    private static final double PARALLEL = 1.2;

    private Forecasts() {
    }

    /**
     * The forecast.
     *
     * @param tracers names of those that are asked about
     * @param misses what a tracer would not see of this command
     * @param budget most relative change; NaN for none
     */
    static Forecast of(Profile profile, Calibration calibration, List<String> tracers, Function<String, List<String>> misses,
            double budget) {
        List<Prediction> predictions = tracers.stream()
                .map(tracer -> prediction(tracer, profile, calibration, misses.apply(tracer), budget)).toList();
        Optional<Prediction> best = best(predictions);
        return new Forecast(profile, budget, predictions, best.map(Prediction::tracer).orElse(""),
                best.map(b -> reason(b, predictions, budget)).orElse("No tracer can run here."),
                notes(profile, predictions), calibration.takenAt());
    }

    private static Prediction prediction(String tracer, Profile profile, Calibration calibration, List<String> misses,
            double budget) {
        Optional<Calibration.Backend> backend = calibration.backend(tracer);
        if (backend.isEmpty() || !backend.get().unavailable().isEmpty()) {
            return Prediction.unavailable(tracer, backend.map(Calibration.Backend::unavailable).orElse("it was not calibrated"));
        }
        CostModel costs = CostModel.of(calibration, backend.get());
        Estimate overhead = shared(costs.overhead(profile.counts().calls()), profile, backend.get());
        Estimate ratio = ratio(overhead, profile.time());
        Map<CallKind, Double> parts = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            long count = profile.counts().of(kind) - (kind == CallKind.EXEC ? 1 : 0);
            parts.put(kind, count == 0 ? 0.0 : count * costs.cost(kind).value());
        }
        return new Prediction(tracer, "", overhead, ratio, Fit.of(ratio, budget), costs.start().value(), parts,
                backend.get().firstNanos(), misses);
    }

    /** Where the command's own threads pay, at the same time on several CPUs, less of it shows on the clock: as little as that is possible. */
    private static Estimate shared(Estimate overhead, Profile profile, Calibration.Backend backend) {
        double parallel = profile.parallelism();
        if (backend.stops() || parallel < PARALLEL || overhead.low() < 0) {
            return overhead;
        }
        return new Estimate(overhead.value(), overhead.low() / parallel, overhead.high(), overhead.n());
    }

    /** Traced by untraced time; both have errors. */
    static Estimate ratio(Estimate overhead, Estimate time) {
        double share = overhead.value() / time.value();
        double noise = time.hasInterval() ? Math.abs(share) * time.relativeHalfWidth() : 0;
        double below = Math.hypot((overhead.value() - overhead.low()) / time.value(), noise);
        double above = Math.hypot((overhead.high() - overhead.value()) / time.value(), noise);
        return new Estimate(1 + share, 1 + share - below, 1 + share + above, Math.min(overhead.n(), time.n()));
    }

    /** The one that sees all there is to see, surely fits the budget, and surely adds least; in this order. */
    private static Optional<Prediction> best(List<Prediction> predictions) {
        return predictions.stream().filter(Prediction::available).min(Comparator
                .comparing((Prediction p) -> !p.misses().isEmpty())
                .thenComparing(p -> p.fits())
                .thenComparingDouble(p -> p.ratio().high()));
    }

    private static String reason(Prediction best, List<Prediction> predictions, double budget) {
        String sees = !best.misses().isEmpty() ? "None sees everything that this command does; it adds least."
                : predictions.stream().anyMatch(p -> p.available() && !p.misses().isEmpty())
                        ? "It sees everything that this command does, which not all do, and adds least of those that do."
                        : "It sees everything that this command does, and adds least.";
        String limit = Double.isNaN(budget) ? "" : trimmed(100 * budget) + " %";
        String others = predictions.stream().filter(p -> p.available() && p.fits() == Fit.YES).map(Prediction::tracer)
                .collect(Collectors.joining(", "));
        return sees + switch (best.fits()) {
            case YES -> " Its whole interval is within the budget of " + limit + ".";
            case UNSURE -> " Whether it is within the budget of " + limit + " is open; --verify measures it.";
            case NO -> " But it is beyond the budget of " + limit + ".";
            case NOT_ASKED -> "";
        } + (best.fits() == Fit.YES || others.isEmpty() ? "" : " Within the budget, but blind to some of it: " + others + ".");
    }

    static String trimmed(double value) {
        return java.math.BigDecimal.valueOf(value).setScale(2, java.math.RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }

    private static List<String> notes(Profile profile, List<Prediction> predictions) {
        List<String> notes = new ArrayList<>(profile.counts().caveats());
        if (profile.wallNanos().length < 2) {
            notes.add("The time untraced is that of one run; how much it varies is not known.");
        }
        if (profile.parallelism() >= PARALLEL) {
            notes.add(String.format(Locale.ROOT, "The command keeps %.1f CPUs busy. What its threads pay at the same time shows less on the "
                    + "clock: intervals of ebpf and preload reach down to that; under ptrace all stops go through one tracer.", profile.parallelism()));
        }
        if (predictions.stream().anyMatch(p -> p.available() && CalibrationPlan.stops(p.tracer()))) {
            notes.add("ptrace depends on which CPUs the scheduler puts tracer and command: costs of a stop may differ by several times from run to run.");
        }
        return notes;
    }
}
