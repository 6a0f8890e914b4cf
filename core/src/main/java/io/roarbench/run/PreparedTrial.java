package io.roarbench.run;

import io.roarbench.measure.Measurable;
import io.roarbench.measure.Observation;
import java.util.Map;

/** A trial that is ready to be run again and again, and what was settled in getting it ready. */
interface PreparedTrial extends Measurable {

    /** What its series states: the provider, level and I/O that run, a resolved program… */
    Map<String, String> facts();

    /** What the Setup line states, by name; equal values of several series are shown once. */
    Map<String, String> setup();

    /** Told of each of its samples when it has been counted; what it keeps of the trial is then of this sample. */
    default void observed(Observation observation) {
    }
}
