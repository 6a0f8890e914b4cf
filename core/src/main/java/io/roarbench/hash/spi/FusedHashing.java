package io.roarbench.hash.spi;

import io.roarbench.hash.Algorithm;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** A provider that computes several digests in one loop, in less time than one after the other. */
public interface FusedHashing {

    /** The sets of algorithms that it fuses on this machine, e.g. {md5, sha256}; empty if there is none. */
    Set<Set<Algorithm>> fusions();

    /** Starts a fused computation of one of the {@link #fusions()}. */
    FusedDigest openFused(Set<Algorithm> algorithms);

    /** Several digests being computed over the same bytes; see {@link Digest} for the rules. */
    interface FusedDigest extends AutoCloseable {

        /** Adds the remaining bytes of a direct buffer; its position is its limit afterwards. */
        void update(ByteBuffer input);

        /** Returns the digests and resets. */
        Map<Algorithm, byte[]> finish();

        @Override
        void close();
    }
}
