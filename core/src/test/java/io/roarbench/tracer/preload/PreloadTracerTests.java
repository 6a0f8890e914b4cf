package io.roarbench.tracer.preload;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.TracerContract;

/** What every backend must do, done by the preload library. */
class PreloadTracerTests extends TracerContract {

    @Override
    protected Tracer open() {
        return new PreloadTracer();
    }
}
