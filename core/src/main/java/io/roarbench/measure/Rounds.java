package io.roarbench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The state of one experiment while it runs: what each arm measured in which round, and which arms were given up. */
final class Rounds {

    /** An arm whose first trials are all void measures nothing but its own failure. */
    private static final int VOID_LIMIT = 3;

    private final List<Arm> arms;
    private final Schedule schedule;
    private final Clock clock;
    private final BooleanSupplier cancelled;
    private final RoundListener listener;
    private final long begin;

    private final List<List<Double>> times = new ArrayList<>();
    private final List<List<Double>> warmUpTimes = new ArrayList<>();
    private final int[] voids;
    private final boolean[] everValid;
    private final Map<String, String> unavailable = new LinkedHashMap<>();
    private int firstRound;
    private boolean interrupted;

    Rounds(List<Arm> arms, Schedule schedule, Clock clock, BooleanSupplier cancelled, RoundListener listener) {
        this.arms = List.copyOf(arms);
        this.schedule = schedule;
        this.clock = clock;
        this.cancelled = cancelled;
        this.listener = listener;
        this.begin = clock.nanos();
        this.voids = new int[arms.size()];
        this.everValid = new boolean[arms.size()];
        for (int i = 0; i < arms.size(); i++) {
            times.add(new ArrayList<>());
            warmUpTimes.add(new ArrayList<>());
        }
    }

    /** Takes over an observation of an interrupted run; a round it did not finish stays unpaired. */
    void remember(Observation observation) {
        int arm = indexOf(observation.arm());
        set(arm, observation.round(), observation.sample());
        everValid[arm] |= observation.sample().valid();
        firstRound = Math.max(firstRound, observation.round() + 1);
    }

    void warmUp(int round) {
        int[] order = schedule.order(-1 - round);
        for (int position = 0; position < order.length && !stopped(); position++) {
            trial(order[position], round, position, true);
        }
    }

    void measure() {
        int round = nextRound();
        int[] order = schedule.order(round);
        for (int position = 0; position < order.length && !stopped(); position++) {
            trial(order[position], round, position, false);
        }
    }

    private void trial(int index, int round, int position, boolean warmUp) {
        Arm arm = arms.get(index);
        if (unavailable.containsKey(arm.name())) {
            return;
        }
        long at = clock.nanos() - begin;
        Sample sample;
        try {
            sample = arm.measurable().measure();
        } catch (UnavailableException e) {
            giveUp(arm, e.getMessage());
            return;
        } catch (InterruptedException e) {
            interrupted = true;
            return;
        }
        listener.observed(new Observation(arm.name(), round, position, warmUp, at, sample));
        count(index, sample);
        if (warmUp) {
            if (sample.valid()) {
                warmUpTimes.get(index).add((double) sample.nanos());
            }
        } else {
            set(index, round, sample);
        }
    }

    private void count(int index, Sample sample) {
        everValid[index] |= sample.valid();
        if (!sample.valid() && ++voids[index] >= VOID_LIMIT && !everValid[index]) {
            giveUp(arms.get(index), sample.voidReason());
        }
    }

    private void giveUp(Arm arm, String reason) {
        unavailable.put(arm.name(), reason);
        listener.unavailable(arm.name(), reason);
    }

    private void set(int arm, int round, Sample sample) {
        List<Double> series = times.get(arm);
        while (series.size() <= round) {
            series.add(Double.NaN);
        }
        series.set(round, sample.valid() ? (double) Math.max(1, sample.nanos()) : Double.NaN);
    }

    /** Rounds are numbered on from those remembered, also where the last of these was cut short. */
    private int nextRound() {
        int longest = times.stream().mapToInt(List::size).max().orElse(0);
        return Math.max(firstRound, longest);
    }

    boolean stopped() {
        return interrupted || cancelled.getAsBoolean();
    }

    StopReason stopReason(RoundPolicy policy) {
        if (stopped()) {
            return StopReason.CANCELLED;
        }
        if (unavailable.containsKey(arms.get(0).name()) || unavailable.size() == arms.size()) {
            return StopReason.UNAVAILABLE;
        }
        int done = complete();
        if (nextRound() >= policy.maxRounds()) {
            return StopReason.ROUNDS;
        }
        boolean overtime = nextRound() > 0 && elapsed() >= policy.longest().toNanos();
        if (nextRound() < policy.minRounds() && !overtime) {
            return null;
        }
        if (elapsed() >= policy.budget().toNanos()) {
            return StopReason.BUDGET;
        }
        return done >= policy.minRounds() && precision() <= policy.precision() ? StopReason.PRECISION : null;
    }

    /** Rounds in which every arm that can run has a valid sample. */
    int complete() {
        List<double[]> measured = measuredTimes();
        int rounds = measured.isEmpty() ? 0 : measured.get(0).length;
        int complete = 0;
        for (int round = 0; round < rounds; round++) {
            int r = round;
            complete += measured.stream().allMatch(t -> Double.isFinite(t[r])) ? 1 : 0;
        }
        return complete;
    }

    List<double[]> warmUpTimes() {
        List<double[]> result = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            if (!unavailable.containsKey(arms.get(arm).name())) {
                result.add(warmUpTimes.get(arm).stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return result;
    }

    private List<double[]> measuredTimes() {
        int rounds = times.stream().mapToInt(List::size).max().orElse(0);
        List<double[]> result = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            if (!unavailable.containsKey(arms.get(arm).name())) {
                double[] padded = new double[rounds];
                Arrays.fill(padded, Double.NaN);
                List<Double> series = times.get(arm);
                for (int i = 0; i < series.size(); i++) {
                    padded[i] = series.get(i);
                }
                result.add(padded);
            }
        }
        return result;
    }

    double precision() {
        List<double[]> measured = measuredTimes();
        return measured.isEmpty() ? Double.NaN : Convergence.widest(measured, 0);
    }

    long elapsed() {
        return clock.nanos() - begin;
    }

    Map<String, String> unavailable() {
        return Map.copyOf(unavailable);
    }

    Progress progress(RoundPolicy policy, boolean warmUp) {
        int done = complete();
        double reached = precision();
        long elapsed = elapsed();
        int expected = expectedRounds(policy, done, reached);
        double perRound = warmUp ? 0 : (double) elapsed / Math.max(1, nextRound() - firstRound);
        double byRounds = (expected - done) * perRound;
        double byBudget = Math.max(0, policy.budget().toNanos() - elapsed);
        double byLongest = Math.max(0, policy.longest().toNanos() - elapsed);
        double byMinimum = Math.min(byLongest, minimumLeft(policy, done, perRound));
        long left = warmUp ? (long) byBudget : (long) Math.min(byRounds, Math.max(byBudget, byMinimum));
        return new Progress(warmUp, done, expected, reached, Duration.ofNanos(elapsed), Duration.ofNanos(left));
    }

    private static double minimumLeft(RoundPolicy policy, int done, double perRound) {
        return Math.max(0, policy.minRounds() - done) * perRound;
    }

    /** An interval's width falls with the square root of the number of rounds. */
    private static int expectedRounds(RoundPolicy policy, int done, double reached) {
        if (Double.isNaN(reached) || policy.precision() == 0) {
            return Math.max(done, Double.isNaN(reached) ? policy.minRounds() : policy.maxRounds());
        }
        double factor = reached / policy.precision();
        double wanted = Math.max(policy.minRounds(), done * factor * factor);
        return (int) Math.max(done, Math.min(policy.maxRounds(), Math.ceil(wanted)));
    }

    private int indexOf(String arm) {
        for (int i = 0; i < arms.size(); i++) {
            if (arms.get(i).name().equals(arm)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the earlier run has an arm '" + arm + "' that this experiment has not: "
                + arms.stream().map(Arm::name).toList());
    }
}
