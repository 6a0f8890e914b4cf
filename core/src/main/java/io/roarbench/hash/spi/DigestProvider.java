package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import java.util.Set;

/**
 * An implementation of one or more algorithms. Thread-safe. Constructing one loads nothing: libraries and classes are
 * loaded by the first call of {@link #availability} or {@link #openDigest}.
 *
 * <p>A provider may also implement {@link FileHashing}, {@link BatchHashing}, {@link ParallelHashing} and {@link
 * FusedHashing}, and its digests {@link AddressDigest}; whoever uses it asks by {@code instanceof}.
 */
public interface DigestProvider {

    /** The name by which it is asked for, e.g. {@code jdk}. */
    String name();

    /** The algorithms it implements, whether or not they are available here. */
    Set<Algorithm> algorithms();

    /** Whether it can hash with an algorithm here, or else why not. Never throws; the answer does not change. */
    Availability availability(Algorithm algorithm);

    /** The version of the implementation, e.g. {@code OpenSSL 3.0.19}: speeds measured are kept per version. */
    String version();

    /**
     * What computes the digest here, in a few words for a Setup line, e.g. {@code AVX-512} or {@code OpenSSL 3.0.19}.
     */
    String description(Algorithm algorithm);

    /** Whether its digests take arrays faster than direct buffers. */
    default boolean prefersArrays() {
        return false;
    }

    /**
     * Starts a digest.
     *
     * @throws IllegalStateException if the algorithm is not available; the message is the reason
     */
    Digest openDigest(Algorithm algorithm);
}
