package io.roarbench.cli;

import io.roarbench.measure.Clock;
import io.roarbench.run.Turn;
import java.time.Duration;
import java.util.List;

/**
 * How long a run will still take. Budgets do not count what getting ready takes (files, proxies), nor the rounds that are
 * run in any case; how much longer than its budgets a run takes shows in what it has done.
 */
final class TimeLeft {

    /** Before a run has shown its pace. */
    private static final double FIRST_GUESS = 1.3;
    private static final double SLOWEST = 3;
    /** A pace seen over less than this tells little. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final Clock clock;
    private List<Turn> planned = List.of();
    private long begin;

    TimeLeft(Clock clock) {
        this.clock = clock;
    }

    void planned(List<Turn> turns) {
        planned = List.copyOf(turns);
        begin = clock.nanos();
    }

    /** Of what comes after a turn that begins now. */
    Duration after(Turn turn) {
        int index = planned.indexOf(turn);
        double pace = pace(budgets(planned.subList(0, index)));
        return Duration.ofNanos((long) (pace * budgets(planned.subList(index + 1, planned.size())).toNanos()));
    }

    private double pace(Duration done) {
        if (done.compareTo(SHORT) < 0) {
            return FIRST_GUESS;
        }
        return Math.min(SLOWEST, Math.max(1, (double) (clock.nanos() - begin) / done.toNanos()));
    }

    private static Duration budgets(List<Turn> turns) {
        return turns.stream().map(Turn::budget).reduce(Duration.ZERO, Duration::plus);
    }
}
