package io.roarbench.run;

import io.roarbench.measure.UnavailableException;
import io.roarbench.tracer.Tracer;
import java.io.IOException;

/** Where built-in tracers come from. */
@FunctionalInterface
interface TracerSource {

    /**
     * Opens a tracer by its name.
     *
     * @throws UnavailableException if there is none of this name here
     */
    Tracer open(String name) throws UnavailableException, IOException;
}
