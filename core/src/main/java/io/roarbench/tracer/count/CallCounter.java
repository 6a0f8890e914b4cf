package io.roarbench.tracer.count;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.Check;
import java.io.IOException;

/** Counts system calls of commands. Not thread-safe. */
public interface CallCounter extends AutoCloseable {

    /** What counts: "ebpf", "strace", "the ptrace tracer's report", …. */
    String name();

    /** Whether it can count here and now, and if not, why and what would enable it. */
    Check check();

    /**
     * Runs a command to its end and counts what it and its descendants do.
     *
     * @throws IOException if it cannot be counted, or the command cannot be started; the message says which
     */
    CallCounts count(Command command) throws IOException, InterruptedException;

    /** Lets go of what is kept between commands. */
    @Override
    default void close() {
    }
}
