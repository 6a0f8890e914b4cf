package io.roarbench.tracer.ebpf;

import java.io.IOException;
import java.util.Optional;

/** The same where programs can't load from any address, as before Linux 6.2. */
class KernelTruthByCopyTests extends KernelTruthTests {

    @Override
    Optional<KernelOffsets> offsets() throws IOException {
        return KernelOffsets.ofThisKernel().map(KernelOffsets::withoutWords);
    }
}
