package io.roarbench.hash.openssl;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.AddressDigest;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.DigestProvider;
import java.util.EnumSet;
import java.util.Set;

/** Provider {@code openssl}: libcrypto's EVP digests (3.x or 1.1). No BLAKE3. */
public final class OpenSslProvider implements DigestProvider {

    private String loadProblem;

    @Override
    public String name() {
        return "openssl";
    }

    @Override
    public Set<Algorithm> algorithms() {
        return EnumSet.of(Algorithm.SHA256, Algorithm.SHA512, Algorithm.MD5);
    }

    @Override
    public Availability availability(Algorithm algorithm) {
        if (!algorithms().contains(algorithm)) {
            return Availability.no("OpenSSL has no " + algorithm);
        }
        String problem = load();
        if (!problem.isEmpty()) {
            return Availability.no(problem);
        }
        try {
            EvpDigest.open(algorithm).close();
            return Availability.yes();
        } catch (IllegalStateException refused) {
            return Availability.no(refused.getMessage());
        }
    }

    @Override
    public String version() {
        String problem = load();
        return problem.isEmpty() ? EvpDigest.version() : problem;
    }

    @Override
    public String description(Algorithm algorithm) {
        return version();
    }

    @Override
    public AddressDigest openDigest(Algorithm algorithm) {
        String problem = load();
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
        return EvpDigest.open(algorithm);
    }

    /** Returns why the library cannot be used, or an empty text. */
    private synchronized String load() {
        if (loadProblem == null) {
            try {
                LibCrypto.load();
                loadProblem = "";
            } catch (LinkageError e) {
                loadProblem = "libcrypto cannot be used: " + e.getMessage();
            }
        }
        return loadProblem;
    }
}
