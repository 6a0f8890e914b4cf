package io.roarbench.linux.process;

import java.io.IOException;

/** A started command. Close it when done: a command that still runs is then killed with its process group. */
public interface RunningProcess extends AutoCloseable {

    /** The process id. */
    int pid();

    /**
     * Sends a signal to its process group if it leads one, else to the process; nothing if it has ended.
     *
     * @param signal a signal number, e.g. 15
     */
    void signal(int signal) throws IOException;

    /**
     * Waits until the command has ended; more calls give the same.
     *
     * @throws IOException if the launcher died meanwhile
     * @throws InterruptedException if this thread is interrupted; the command goes on
     */
    Execution waitFor() throws IOException, InterruptedException;

    @Override
    void close();
}
