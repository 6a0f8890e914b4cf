package io.roarbench.tracer.ebpf;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.TracerContract;

class EbpfContractTests extends TracerContract {

    @Override
    protected Tracer open() {
        return new EbpfTracer();
    }
}
