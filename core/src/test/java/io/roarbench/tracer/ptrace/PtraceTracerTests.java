package io.roarbench.tracer.ptrace;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.TracerContract;

class PtraceTracerTests extends TracerContract {

    @Override
    protected Tracer open() {
        return new PtraceTracer();
    }
}
