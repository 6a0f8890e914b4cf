package io.roarbench.tracer.ebpf;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.TracerContract;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

class EbpfContractTests extends TracerContract {

    @Override
    protected Tracer open() throws IOException {
        Assumptions.assumeTrue(KernelOffsets.ofThisKernel().isPresent(), "without BTF no report is complete");
        return new EbpfTracer();
    }
}
