package io.roarbench.measure;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Measures arms side by side: in rounds, each of which runs one trial of every arm in an order shuffled for that round
 * (paired and interleaved, so that drift of the machine falls on all arms alike).
 *
 * <p>Immutable; each call to {@link #run} is one experiment.
 *
 * @param policy when to stop
 * @param seed of the order within rounds
 * @param clock for budgets and time stamps
 * @param cancelled asked between trials; a trial under way is cut short by interrupting the thread
 */
public record Experimenter(RoundPolicy policy, long seed, Clock clock, BooleanSupplier cancelled) {

    /** Warm-up that has taken more than a tenth of the budget makes do with less. */
    private static final int COSTLY = 10;
    /** Warm-up takes at most a third of the budget. */
    private static final int LONGEST = 3;

    /**
     * Runs an experiment to its end.
     *
     * @param arms what to measure; the first one is the baseline
     * @param earlier observations of an interrupted run of the same experiment, to go on from; empty for a new one
     * @param listener hears of each trial as it ends
     */
    public Outcome run(List<Arm> arms, List<Observation> earlier, RoundListener listener) {
        if (arms.isEmpty()) {
            throw new IllegalArgumentException("an experiment has at least one arm");
        }
        Rounds rounds = new Rounds(arms, new Schedule(seed, arms.size()), clock, cancelled, listener);
        earlier.stream().filter(o -> !o.warmUp()).forEach(rounds::remember);
        boolean settled = warmUp(rounds, listener);
        StopReason reason = measure(rounds, listener);
        return new Outcome(rounds.complete(), reason, rounds.unavailable(), settled);
    }

    private boolean warmUp(Rounds rounds, RoundListener listener) {
        long budget = policy.budget().toNanos();
        for (int i = 0; i < policy.maxWarmUp() && !rounds.stopped(); i++) {
            rounds.warmUp(i);
            if (WarmUp.settled(rounds.warmUpTimes(), rounds.elapsed() > budget / COSTLY)) {
                return true;
            }
            if (rounds.elapsed() > budget / LONGEST) {
                return false;
            }
            listener.roundEnded(rounds.progress(policy, true));
        }
        return policy.maxWarmUp() == 0;
    }

    private StopReason measure(Rounds rounds, RoundListener listener) {
        while (true) {
            StopReason reason = rounds.stopReason(policy);
            if (reason != null) {
                return reason;
            }
            rounds.measure();
            if (!cancelled.getAsBoolean()) {
                listener.roundEnded(rounds.progress(policy, false));
            }
        }
    }
}
