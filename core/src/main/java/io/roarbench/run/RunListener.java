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
     * @param experiments in order; on resuming, those that are left
     */
    default void planned(List<Experiment> experiments) {
    }

    /**
     * Something that takes time is being got ready, e.g. a file made.
     *
     * @param what a clause such as {@code making a file of 1 GB}
     */
    default void preparing(String what) {
    }

    /**
     * An experiment begins.
     *
     * @param index from 1
     * @param of how many
     */
    default void began(Experiment experiment, int index, int of) {
    }

    /** A round ended. */
    default void progressed(Experiment experiment, Progress progress) {
    }

    /** A variant cannot run here. */
    default void unavailable(Experiment experiment, String variant, String reason) {
    }

    /** An experiment ended. */
    default void ended(Experiment experiment, Ending ending) {
    }

    /** Something a user should know although measuring goes on. */
    default void warning(String text) {
    }
}
