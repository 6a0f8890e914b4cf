package io.roarbench.run;

import io.roarbench.measure.Progress;
import io.roarbench.plan.Experiment;
import io.roarbench.result.Ending;
import java.util.List;

/** Hears how a run goes. Called between trials, never during one, from the thread that measures. */
public interface RunListener {

    /** A listener that does nothing. */
    RunListener SILENT = new RunListener() {
    };

    /**
     * What will be measured, before anything is.
     *
     * @param turns in order; on resuming, those that are left
     */
    default void planned(List<Turn> turns) {
    }

    /**
     * Something that takes time is being got ready, e.g. a file made.
     *
     * @param what a clause such as {@code making a file of 1 GB}
     */
    default void preparing(String what) {
    }

    /**
     * An experiment begins, or goes on.
     *
     * @param index which of the turns that are planned, from 1
     * @param of how many
     */
    default void began(Turn turn, int index, int of) {
    }

    /** A round ended. */
    default void progressed(Experiment experiment, Progress progress) {
    }

    /** A variant cannot run here. */
    default void unavailable(Experiment experiment, String variant, String reason) {
    }

    /**
     * A turn ended, and with its last one the experiment.
     *
     * @param ending of what was measured of the experiment so far
     */
    default void ended(Turn turn, Ending ending) {
    }

    /** Something a user should know although measuring goes on. */
    default void warning(String text) {
    }
}
