package io.roarbench.run;

import java.io.IOException;

/** Carries out the operations of a trial, each of which is timed. */
interface RequestLoop extends AutoCloseable {

    /**
     * Carries out as many operations as there are places.
     *
     * @param times of the operations, ns, in the order in which they began
     * @throws IOException if one failed
     */
    void run(long[] times) throws IOException, InterruptedException;

    @Override
    void close();
}
