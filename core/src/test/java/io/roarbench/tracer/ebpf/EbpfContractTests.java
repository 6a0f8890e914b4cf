package io.roarbench.tracer.ebpf;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.TracerContract;

class EbpfContractTests extends TracerContract {

    @Override
    protected Tracer open() {
        return new EbpfTracer();
    }

    /** It looks at the file's time of birth some ms later; docs/tracers.md, section eBPF, says so. */
    @Override
    protected boolean seesWhatOpenMade() {
        return false;
    }
}
