package io.roarbench.run;

import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.Trial;
import java.io.IOException;

/** Builds what a plan's trials describe; a port, so that runs are tested in virtual time. */
interface TrialFactory extends AutoCloseable {

    /**
     * Gets a trial ready.
     *
     * @throws UnavailableException if it can never run here; the message says why
     * @throws IOException if a file of its cannot be made or read
     */
    PreparedTrial prepare(Trial trial) throws UnavailableException, IOException, InterruptedException;

    /** Releases what trials share. */
    @Override
    default void close() {
    }
}
