package io.roarbench.dsl;

import groovy.lang.IntRange;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What all experiments have: how many rounds, how precise, how long, and whether with a control. */
public abstract class ExperimentBlock extends Block {

    private final String id;
    private final List<Variant> variants = new ArrayList<>();
    private int minRounds = 12;
    private int maxRounds = 60;
    private double wantedPrecision = 0.02;
    private Duration timeBudget = Duration.ofMinutes(2);
    private int maxWarmUp = 20;
    private int turns = 1;
    private boolean control = true;

    ExperimentBlock(Scope scope, String kind, String id) {
        super(scope, "inside " + kind + " '" + id + "'");
        this.id = id;
    }

    /** How many rounds at least and at most, e.g. {@code rounds 12..60} (the default). */
    public void rounds(IntRange range) {
        keyword("rounds");
        minRounds = range.getFromInt();
        maxRounds = range.getToInt();
    }

    /** An exact number of rounds. */
    public void rounds(int exactly) {
        keyword("rounds");
        minRounds = exactly;
        maxRounds = exactly;
    }

    /** Stop once all 95 % intervals are at most ± this wide; the default is {@code 2.percent}. */
    public void precision(Share halfWidth) {
        keyword("precision");
        wantedPrecision = halfWidth.value();
    }

    /** Begin no new round after this time, warm-up included; the default is {@code 2.minutes}. */
    public void budget(Duration time) {
        keyword("budget");
        timeBudget = time;
    }

    /** Warm-up rounds at most, before measuring begins; it ends sooner when times settle. The default is 20. */
    public void warmUp(int atMost) {
        keyword("warmUp");
        maxWarmUp = atMost;
    }

    /**
     * In how many parts it is measured, with the other experiments of the scenario in between; the default is 1. On a machine
     * that is shared, speed changes from minute to minute: two parts some minutes apart tell more of it than one.
     */
    public void turns(int number) {
        keyword("turns");
        if (number < 1) {
            throw new IllegalArgumentException("an experiment is measured in at least 1 turn, not " + number);
        }
        turns = number;
    }

    /** Leaves out the control, the baseline measured once more. Pages then have no noise floor. */
    public void withoutControl() {
        keyword("withoutControl");
        control = false;
    }

    /** For what has no spread to speak of: one round, no warm-up, no control, unless the scenario says otherwise. */
    final void once() {
        minRounds = 1;
        maxRounds = 1;
        maxWarmUp = 0;
        control = false;
    }

    final void add(Variant variant) {
        if (variants.stream().anyMatch(v -> v.name().equals(variant.name()))) {
            throw new IllegalArgumentException("there are two variants named '" + variant.name() + "' in '" + id + "'");
        }
        variants.add(variant);
    }

    final String id() {
        return id;
    }

    final boolean controlled() {
        return control;
    }

    final RoundPolicy policy() {
        return new RoundPolicy(minRounds, maxRounds, wantedPrecision, timeBudget, maxWarmUp, turns);
    }

    Experiment experiment() {
        return control
                ? Experiment.withControl(id, variants, policy())
                : new Experiment(id, variants, policy(), "");
    }
}
