package io.roarbench.linux.process;

import java.io.IOException;

/** Starts commands. Thread-safe. */
public interface ProcessLauncher extends AutoCloseable {

    /** "fork-server" or "posix_spawn". */
    String name();

    /**
     * Starts a command.
     *
     * @throws IOException if it cannot be started; the message has the command and the reason, e.g. "No such file"
     */
    RunningProcess start(Command command) throws IOException;

    /** Starts it and waits for its end. */
    default Execution run(Command command) throws IOException, InterruptedException {
        try (RunningProcess process = start(command)) {
            return process.waitFor();
        }
    }

    @Override
    void close();
}
