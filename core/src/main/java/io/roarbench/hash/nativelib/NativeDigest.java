package io.roarbench.hash.nativelib;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.AddressDigest;
import java.nio.ByteBuffer;
import java.util.Set;

/** One algorithm's native state. */
final class NativeDigest implements AddressDigest {

    private final Algorithm algorithm;
    private final NativeStream stream;

    NativeDigest(Algorithm algorithm, int level) {
        this.algorithm = algorithm;
        this.stream = new NativeStream(Set.of(algorithm), level);
    }

    @Override
    public void update(byte[] input, int offset, int length) {
        stream.update(input, offset, length);
    }

    @Override
    public void update(ByteBuffer input) {
        stream.update(input);
    }

    @Override
    public void update(long address, long length) {
        stream.update(address, length);
    }

    @Override
    public byte[] finish() {
        stream.finish();
        return Digests.read(stream.digests(), 0, algorithm);
    }

    @Override
    public void reset() {
        stream.reset();
    }

    @Override
    public void close() {
        stream.close();
    }
}
