package io.roarbench.measure;

/** Hears of an experiment's progress; called between trials, never during one. */
public interface RoundListener {

    /** A trial ended; the place to append it to a journal. */
    void observed(Observation observation);

    /**
     * A round ended.
     *
     * @param progress what is done and how much is left
     */
    default void roundEnded(Progress progress) {
    }

    /** An arm was given up. */
    default void unavailable(String arm, String reason) {
    }
}
