package io.roarbench.measure;

/**
 * Something that can be measured again and again: the one interface between a subject and the runner.
 *
 * <p>{@link #measure()} runs one trial. It brings the state it needs (page cache, working folder) outside its timed part,
 * takes its own time stamps as close to the work as it can, and verifies the work before it calls a sample valid.
 * It is called from one thread only.
 */
public interface Measurable extends AutoCloseable {

    /**
     * Runs one trial.
     *
     * @return its sample; a trial whose work failed is a {@linkplain Sample#invalid void} one
     * @throws UnavailableException if no trial can ever succeed here (missing tool, no right); the message says why and
     *     how to enable it
     * @throws InterruptedException if the thread was interrupted; the trial then leaves no sample
     */
    Sample measure() throws UnavailableException, InterruptedException;

    /** Releases what trials share. Called once, also after a failure. */
    @Override
    default void close() {
    }
}
