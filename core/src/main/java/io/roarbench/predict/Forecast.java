package io.roarbench.predict;

import java.time.Instant;
import java.util.List;

/**
 * What each tracer would add to a command, and which one to take.
 *
 * @param profile the command
 * @param budget most relative change, 0.05 for 5 %; NaN if none was given
 * @param predictions one of each tracer that was asked for, in order
 * @param recommended name of the tracer to take; empty if none can run
 * @param reason why that one, a sentence
 * @param notes what to know about these predictions, a sentence each
 * @param calibratedAt when the costs were measured
 */
public record Forecast(Profile profile, double budget, List<Prediction> predictions, String recommended, String reason,
        List<String> notes, Instant calibratedAt) {

    /** Copies. */
    public Forecast {
        predictions = List.copyOf(predictions);
        notes = List.copyOf(notes);
    }
}
