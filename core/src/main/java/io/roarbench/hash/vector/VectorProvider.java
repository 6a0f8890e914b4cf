package io.roarbench.hash.vector;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.util.EnumSet;
import java.util.Set;

/**
 * Provider {@code vector}: BLAKE3 in Java alone. Where the host has started Java with {@code --add-modules
 * jdk.incubator.vector} and HotSpot's C2 runs, by the Vector API; else by loops over arrays that C2 turns into vector
 * instructions by itself, which is slower.
 */
public final class VectorProvider implements DigestProvider {

    private static final String MODULE = "jdk.incubator.vector";

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Set<Algorithm> algorithms() {
        return EnumSet.of(Algorithm.BLAKE3);
    }

    @Override
    public Availability availability(Algorithm algorithm) {
        return algorithm == Algorithm.BLAKE3 ? Availability.yes() : Availability.no("vector computes blake3 only");
    }

    @Override
    public String version() {
        return "vector 2 " + description(Algorithm.BLAKE3);
    }

    @Override
    public String description(Algorithm algorithm) {
        return vectorApi() ? "Vector API, " + new VectorKernel().lanes() * Integer.SIZE + " bit" : "Java loops";
    }

    @Override
    public boolean prefersArrays() {
        return true;
    }

    @Override
    public Digest openDigest(Algorithm algorithm) {
        if (algorithm != Algorithm.BLAKE3) {
            throw new IllegalStateException("vector computes blake3 only, not " + algorithm);
        }
        return new TreeDigest(vectorApi() ? new VectorKernel() : new LoopKernel());
    }

    /** Classes of the module are only touched after this has said yes. Without C2 every vector is an object. */
    private static boolean vectorApi() {
        String compilers = System.getProperty("java.vm.info", "");
        boolean optimising = compilers.contains("mixed mode") && !compilers.contains("emulated-client");
        return optimising && ModuleLayer.boot().findModule(MODULE).isPresent() && VectorKernel.supported();
    }
}
