package io.roarbench.run;

import io.roarbench.measure.Sample;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** What becomes of a trial whose request failed. */
final class Failed {

    private Failed() {
    }

    /** A void sample; or, if it failed because the run is being ended, none. */
    static Sample sample(IOException e, BooleanSupplier cancelled) throws InterruptedException {
        // The SDK and channels clear the interrupt flag or close the connection; both then look like failures.
        if (Thread.interrupted() || cancelled.getAsBoolean()) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
        return Sample.invalid(String.valueOf(e.getMessage()));
    }
}
