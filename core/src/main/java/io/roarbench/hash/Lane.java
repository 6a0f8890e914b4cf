package io.roarbench.hash;

import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.FusedHashing;
import java.nio.ByteBuffer;
import java.util.Map;

/** A share of the digests wanted of one input: one digest, or several that a provider fuses. For one thread at a time. */
sealed interface Lane extends AutoCloseable {

    /** Adds the remaining bytes. */
    void update(ByteBuffer input);

    /** Puts the digests in, and starts anew. */
    void finish(Map<Algorithm, byte[]> digests);

    @Override
    void close();

    /** One digest. */
    record Single(Algorithm algorithm, Digest digest) implements Lane {

        @Override
        public void update(ByteBuffer input) {
            digest.update(input);
        }

        @Override
        public void finish(Map<Algorithm, byte[]> digests) {
            digests.put(algorithm, digest.finish());
        }

        @Override
        public void close() {
            digest.close();
        }
    }

    /** Several at once. */
    record Fused(FusedHashing.FusedDigest digest) implements Lane {

        @Override
        public void update(ByteBuffer input) {
            digest.update(input);
        }

        @Override
        public void finish(Map<Algorithm, byte[]> digests) {
            digests.putAll(digest.finish());
        }

        @Override
        public void close() {
            digest.close();
        }
    }
}
