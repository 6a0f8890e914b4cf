package io.roarbench.hash.nativelib;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.FusedHashing.FusedDigest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** Several algorithms in one native loop. */
final class NativeFusedDigest implements FusedDigest {

    private final Set<Algorithm> algorithms;
    private final NativeStream stream;

    NativeFusedDigest(Set<Algorithm> algorithms, int level) {
        this.algorithms = Set.copyOf(algorithms);
        this.stream = new NativeStream(this.algorithms, level);
    }

    @Override
    public void update(ByteBuffer input) {
        stream.update(input);
    }

    @Override
    public Map<Algorithm, byte[]> finish() {
        stream.finish();
        return Digests.read(stream.digests(), 0, algorithms);
    }

    @Override
    public void close() {
        stream.close();
    }
}
