package io.roarbench.tracer;

import java.time.Instant;
import java.util.List;

/**
 * One process (thread group) of a traced command.
 *
 * @param pid its id, as seen from the tracer's pid namespace
 * @param ppid the process that made it; 0 for the command itself
 * @param exe path of the program that it ran last; null if unknown
 * @param argv that program's arguments; empty if unknown
 * @param start when it was made
 * @param end when it ended; null if it outlived the trace
 * @param exitCode 0–255; null if it was ended by a signal or its end was not seen
 * @param signal the signal that ended it; null if none
 * @param threads how many threads it had in all, 1 or more
 * @param execs every program that it became by exec, in order; empty if it only forked
 */
public record TracedProcess(int pid, int ppid, String exe, List<String> argv, Instant start, Instant end,
        Integer exitCode, Integer signal, int threads, List<Exec> execs) {

    /** Copies. */
    public TracedProcess {
        argv = List.copyOf(argv);
        execs = List.copyOf(execs);
    }

    /**
     * One exec.
     *
     * @param exe path of the program
     * @param argv its arguments; empty if unknown
     * @param time when
     */
    public record Exec(String exe, List<String> argv, Instant time) {

        /** Copies. */
        public Exec {
            argv = List.copyOf(argv);
        }
    }
}
