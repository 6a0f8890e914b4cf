package io.roarbench.predict;

import io.roarbench.tracer.count.CallKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the costs of kinds of calls are calibrated with: loops of {@code roar-probe}, as many as there are kinds, and one that does
 * nothing, so that the costs, and that of starting, follow from them.
 */
enum Loop {
    NOTHING("nothing", 0, 0),
    OPEN_CLOSE("open-close", 3000, 150, CallKind.OPEN, CallKind.DESCRIPTOR),
    OPEN_MISSING("open-missing", 6000, 200, CallKind.OPEN_FAILED),
    DUP_CLOSE("dup-close", 10_000, 300, CallKind.DESCRIPTOR, CallKind.DESCRIPTOR),
    PREAD("pread", 20_000, 300, CallKind.READ),
    WRITE("write", 10_000, 300, CallKind.WRITE),
    MMAP("mmap", 3000, 200, CallKind.MAP, CallKind.OTHER),
    RENAME("rename", 1500, 100, CallKind.NAME),
    FORK("fork-exit", 60, 40, CallKind.FORK, CallKind.OTHER),
    THREAD("thread", 200, 60, CallKind.THREAD),
    EXEC("exec", 16, 12, CallKind.EXEC),
    FSTAT("fstat", 20_000, 5000, CallKind.OTHER);

    private final String probe;
    private final int rounds;
    private final int stoppedRounds;
    private final List<CallKind> calls;

    Loop(String probe, int rounds, int stoppedRounds, CallKind... calls) {
        this.probe = probe;
        this.rounds = rounds;
        this.stoppedRounds = stoppedRounds;
        this.calls = List.of(calls);
    }

    /** How often it goes round: so that its calls take some 10 ms, of a backend that stops the command at each call or of another. */
    int rounds(boolean stops) {
        return stops ? stoppedRounds : rounds;
    }

    /** The command. */
    List<String> command(boolean stops) {
        return List.of("roar-probe", probe, Integer.toString(rounds(stops)));
    }

    /**
     * How many calls of each kind it makes.
     *
     * @param nothing those of the probe that does nothing: starting and ending a program
     */
    Map<CallKind, Double> calls(boolean stops, Map<CallKind, Long> nothing) {
        Map<CallKind, Double> all = new EnumMap<>(CallKind.class);
        nothing.forEach((kind, count) -> all.put(kind, (double) count));
        calls.forEach(kind -> all.merge(kind, (double) rounds(stops), Double::sum));
        if (this == EXEC) {
            // Each round starts the probe that does nothing, whose own exec is the one counted above.
            nothing.forEach((kind, count) -> all.merge(kind,
                    (double) rounds(stops) * (kind == CallKind.EXEC ? 0 : count), Double::sum));
        }
        return all;
    }

    static Loop of(String name) {
        return Arrays.stream(values()).filter(loop -> loop.probe.equals(name)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
        return probe;
    }
}
