package io.roarbench.predict;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ProgramPath;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.measure.statistics.Paired;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Workload;
import io.roarbench.result.Pairing;
import io.roarbench.result.Result;
import io.roarbench.result.Series;
import io.roarbench.result.TrialSample;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Measures what was predicted: rounds of the command untraced, under each tracer, and untraced again as a control. */
public final class Verifier {

    /** Fewest rounds for intervals. */
    public static final int FEWEST_ROUNDS = 6;

    private static final int MOST_ROUNDS = 30;
    private static final long SEED = 42;
    private static final String ID = "command";

    private final Measuring measuring;

    /**
     * @param listener hears how measuring goes
     * @param cancelled asked between trials
     */
    public Verifier(RunListener listener, BooleanSupplier cancelled) {
        this.measuring = new Measuring(listener, cancelled);
    }

    /**
     * Measures.
     *
     * @param command as it was predicted; runs in its folder and environment, its output goes to {@code /dev/null}
     * @param budget of time: at least {@value #FEWEST_ROUNDS} rounds are measured, more if they fit
     * @throws RunFailure if it cannot be measured, or was cancelled
     */
    public Verification verify(Command command, Forecast forecast, Duration budget) throws RunFailure, IOException {
        List<String> tracers = forecast.predictions().stream().filter(Prediction::available).map(Prediction::tracer).toList();
        Experiment experiment = experiment(command, tracers, Duration.ofNanos((long) forecast.profile().time().value()), budget);
        return of(forecast, measuring.measure("the verification", List.of(experiment)));
    }

    private static Experiment experiment(Command command, List<String> tracers, Duration once, Duration budget)
            throws IOException {
        List<String> words = new ArrayList<>(command.argv());
        // By its path: by its name a Python version manager's shim would be left out.
        words.set(0, ProgramPath.find(words.get(0), command.environment(), command.directory()).toString());
        Workload workload = Workload.of(words.toArray(String[]::new)).directory(command.directory())
                .timeout(once.multipliedBy(100).plusMinutes(1)).tracers(tracers.toArray(String[]::new));
        command.environment().forEach(workload::env);
        return workload.experiment(ID, new RoundPolicy(FEWEST_ROUNDS, MOST_ROUNDS, 0.01, budget, 1));
    }

    static Verification of(Forecast forecast, Result result) throws RunFailure {
        Series baseline = series(result, Workload.BASELINE);
        if (baseline.counted().isEmpty()) {
            throw new RunFailure("no run of the command counts: " + problem(baseline));
        }
        Pairing control = Pairing.of(baseline, series(result, Experiment.CONTROL));
        List<Verification.Measured> measured = new ArrayList<>();
        for (Prediction prediction : forecast.predictions()) {
            if (prediction.available()) {
                measured.add(measured(prediction, baseline, series(result, prediction.tracer())));
            }
        }
        return new Verification(baseline.counted().size(), Paired.ratio(control.baseline(), control.other(), SEED), measured);
    }

    private static Verification.Measured measured(Prediction prediction, Series baseline, Series traced) {
        Pairing pairs = Pairing.of(baseline, traced);
        if (pairs.baseline().length == 0) {
            Estimate none = Estimate.withoutInterval(Double.NaN, 0);
            return new Verification.Measured(prediction.tracer(), problem(traced), none, none, Double.NaN, false);
        }
        Estimate overhead = Paired.difference(pairs.baseline(), pairs.other(), SEED);
        return new Verification.Measured(prediction.tracer(), "", overhead,
                Paired.ratio(pairs.baseline(), pairs.other(), SEED), overhead.value() - prediction.overhead().value(),
                overhead.overlaps(prediction.overhead()));
    }

    private static Series series(Result result, String variant) {
        return result.find(new SeriesId(ID, variant)).orElseThrow();
    }

    private static String problem(Series series) {
        return !series.unavailable().isEmpty() ? series.unavailable() : series.samples().stream().map(TrialSample::voidReason)
                .filter(reason -> !reason.isEmpty()).findFirst().orElse("not measured");
    }
}
