package io.roarbench.run;

import io.roarbench.environment.Noise;
import io.roarbench.environment.NoiseProbe;
import io.roarbench.environment.NoiseReading;
import io.roarbench.measure.Arm;
import io.roarbench.measure.Clock;
import io.roarbench.measure.Experimenter;
import io.roarbench.measure.Observation;
import io.roarbench.measure.Outcome;
import io.roarbench.measure.Progress;
import io.roarbench.measure.RoundListener;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.measure.StopReason;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Variant;
import io.roarbench.result.Ending;
import io.roarbench.result.Fact;
import io.roarbench.result.Finished;
import io.roarbench.result.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One experiment being carried out: its trials got ready, measured, and closed. */
final class ExperimentRun implements AutoCloseable {

    private final Experiment experiment;
    private final RunListener listener;
    private final BooleanSupplier cancelled;
    private final NoiseProbe probe = NoiseProbe.ofThisMachine();
    private final Map<String, PreparedTrial> prepared = new LinkedHashMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    ExperimentRun(Experiment experiment, TrialFactory trials, RunListener listener, BooleanSupplier cancelled)
            throws InterruptedException {
        this.experiment = experiment;
        this.cancelled = cancelled;
        this.listener = listener;
        try {
            for (Variant variant : experiment.variants()) {
                prepare(variant, trials);
            }
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void prepare(Variant variant, TrialFactory trials) throws InterruptedException {
        try {
            prepared.put(variant.name(), trials.prepare(variant.trial()));
        } catch (UnavailableException e) {
            giveUp(variant.name(), e.getMessage(), e);
        } catch (IOException e) {
            // A full disk, a process that does not start: what else the plan has is measured all the same.
            giveUp(variant.name(), "cannot be got ready: " + e.getMessage(), e);
        }
    }

    /** What breaks when a run is cancelled breaks because of that. */
    private void giveUp(String variant, String reason, Exception cause) throws InterruptedException {
        if (cancelled.getAsBoolean()) {
            throw (InterruptedException) new InterruptedException(reason).initCause(cause);
        }
        unavailable.put(variant, reason);
        listener.unavailable(experiment, variant, reason);
    }

    /** Takes a turn; what has been measured of the experiment already is in the result that is being built. */
    Finished measure(long seed, Clock clock, Turn turn, ResultBuilder result, Journal journal) {
        List<Observation> earlier = result.observations(experiment);
        RoundPolicy policy = experiment.policy().ofTurn(turn.number(), begun(earlier));
        List<Arm> arms = new ArrayList<>();
        prepared.forEach((name, trial) -> arms.add(new Arm(name, trial)));
        NoiseReading before = probe.read();
        boolean baseline = prepared.containsKey(experiment.baseline().name());
        Outcome outcome = baseline
                ? new Experimenter(policy, seedOf(seed), clock, cancelled)
                        .run(arms, known(earlier), new Recorder(result, journal))
                : new Outcome(0, StopReason.UNAVAILABLE, Map.of(), true);
        Noise noise = Noise.between(before, probe.read());
        unavailable.putAll(outcome.unavailable());
        return facts(outcome, noise);
    }

    private static int begun(List<Observation> earlier) {
        return earlier.stream().filter(o -> !o.warmUp()).mapToInt(o -> o.round() + 1).max().orElse(0);
    }

    private List<Observation> known(List<Observation> earlier) {
        return earlier.stream().filter(o -> prepared.containsKey(o.arm())).toList();
    }

    private Finished facts(Outcome outcome, Noise noise) {
        Map<String, Map<String, String>> seriesFacts = new LinkedHashMap<>();
        Map<String, Fact> setup = new LinkedHashMap<>();
        prepared.forEach((name, trial) -> {
            seriesFacts.put(name, trial.facts());
            trial.setup().forEach((fact, value) ->
                    setup.putIfAbsent(fact + "=" + value, new Fact(experiment.id(), fact, value)));
        });
        Ending ending = new Ending(experiment.id(), outcome.reason(), outcome.rounds(), outcome.settled(), noise);
        return new Finished(ending, Map.copyOf(unavailable), seriesFacts, List.copyOf(setup.values()));
    }

    /** Experiments of a plan must not all shuffle alike, and each must do so again when it is resumed. */
    private long seedOf(long planSeed) {
        return planSeed * 31 + experiment.id().hashCode();
    }

    @Override
    public void close() {
        prepared.values().forEach(PreparedTrial::close);
    }

    private final class Recorder implements RoundListener {

        private final ResultBuilder result;
        private final Journal journal;

        Recorder(ResultBuilder result, Journal journal) {
            this.result = result;
            this.journal = journal;
        }

        @Override
        public void observed(Observation observation) {
            SeriesId id = new SeriesId(experiment.id(), observation.arm());
            result.add(id, observation);
            prepared.get(observation.arm()).observed(observation);
            try {
                journal.sample(id, observation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void roundEnded(Progress progress) {
            listener.progressed(experiment, progress);
        }

        @Override
        public void unavailable(String arm, String reason) {
            listener.unavailable(experiment, arm, reason);
        }
    }
}
