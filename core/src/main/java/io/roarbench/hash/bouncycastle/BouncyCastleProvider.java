package io.roarbench.hash.bouncycastle;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.util.EnumSet;
import java.util.Set;

/** Provider {@code bouncycastle}: all algorithms, through Bouncy Castle's lightweight API. */
public final class BouncyCastleProvider implements DigestProvider {

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public Set<Algorithm> algorithms() {
        return EnumSet.allOf(Algorithm.class);
    }

    @Override
    public Availability availability(Algorithm algorithm) {
        try {
            openDigest(algorithm).close();
            return Availability.yes();
        } catch (LinkageError e) {
            return Availability.no("Bouncy Castle is not on the class path (" + e + "); add bcprov-jdk18on");
        }
    }

    @Override
    public String version() {
        return BouncyCastleDigest.version();
    }

    @Override
    public String description(Algorithm algorithm) {
        return version() + ", Java";
    }

    @Override
    public Digest openDigest(Algorithm algorithm) {
        return new BouncyCastleDigest(algorithm);
    }
}
