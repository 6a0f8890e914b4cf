package io.roarbench.hash.jdk;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.Set;

/** Provider {@code jdk}: {@link MessageDigest} of the highest-priority security provider. No BLAKE3. */
public final class JdkProvider implements DigestProvider {

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public Set<Algorithm> algorithms() {
        return EnumSet.of(Algorithm.SHA256, Algorithm.SHA512, Algorithm.MD5);
    }

    @Override
    public Availability availability(Algorithm algorithm) {
        if (!algorithms().contains(algorithm)) {
            return Availability.no("the JDK has no " + algorithm);
        }
        try {
            MessageDigest.getInstance(standardName(algorithm));
            return Availability.yes();
        } catch (NoSuchAlgorithmException e) {
            return Availability.no("this JDK has no " + standardName(algorithm) + "; use a complete JDK 17 or later");
        }
    }

    @Override
    public String version() {
        return "JDK " + Runtime.version();
    }

    @Override
    public String description(Algorithm algorithm) {
        return open(algorithm).getProvider().getName() + " of JDK " + Runtime.version();
    }

    @Override
    public Digest openDigest(Algorithm algorithm) {
        return new JdkDigest(open(algorithm));
    }

    private static MessageDigest open(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(standardName(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }

    private static String standardName(Algorithm algorithm) {
        return switch (algorithm) {
            case SHA256 -> "SHA-256";
            case SHA512 -> "SHA-512";
            case MD5 -> "MD5";
            case BLAKE3 -> "BLAKE3";
        };
    }
}
