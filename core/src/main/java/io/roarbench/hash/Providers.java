package io.roarbench.hash;

import io.roarbench.hash.bouncycastle.BouncyCastleProvider;
import io.roarbench.hash.jdk.JdkProvider;
import io.roarbench.hash.nativelib.NativeProvider;
import io.roarbench.hash.nativelib.SimdLevel;
import io.roarbench.hash.openssl.OpenSslProvider;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.DigestProvider;
import io.roarbench.hash.vector.VectorProvider;
import java.util.ArrayList;
import java.util.List;

/** The providers that roar-bench has. */
public final class Providers {

    private Providers() {
    }

    /**
     * New instances of all of them. Making one loads no library. The order is the static preference for large inputs:
     * the one to take where speeds are not measured.
     */
    public static List<DigestProvider> all() {
        return with(new NativeProvider());
    }

    /** The same, with {@code native} at a given SIMD level; where the CPU lacks that, it is not available. */
    public static List<DigestProvider> all(SimdLevel level) {
        return with(NativeProvider.at(level));
    }

    private static List<DigestProvider> with(NativeProvider nativeProvider) {
        return List.of(nativeProvider, new JdkProvider(), new OpenSslProvider(), new VectorProvider(),
                new BouncyCastleProvider());
    }

    /**
     * What works here: each provider with each algorithm it implements, self-tested. Loads every library there is.
     */
    public static List<ProviderStatus> check(List<DigestProvider> providers) {
        List<ProviderStatus> result = new ArrayList<>();
        for (DigestProvider provider : providers) {
            VerifiedProvider verified = new VerifiedProvider(provider);
            for (Algorithm algorithm : provider.algorithms()) {
                Availability availability = verified.availability(algorithm);
                String description = availability.available() ? provider.description(algorithm) : "";
                result.add(new ProviderStatus(provider.name(), algorithm, availability, description));
            }
        }
        return result;
    }
}
