package io.roarbench.hash.jdk;

import io.roarbench.hash.spi.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A {@link MessageDigest}, fed from direct buffers in pieces that stay in the first-level cache. */
final class JdkDigest implements Digest {

    /**
     * {@code MessageDigest.update(ByteBuffer)} copies a direct buffer through a fresh 4 KiB array at each call; one kept
     * array of 16 KiB gives the compiled multi-block loop longer runs.
     */
    private static final int PIECE = 16 << 10;

    private final MessageDigest digest;
    private byte[] piece = {};

    JdkDigest(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    @Override
    public void update(ByteBuffer input) {
        if (input.hasArray()) {
            digest.update(input);
            return;
        }
        if (piece.length < Math.min(PIECE, input.remaining())) {
            piece = new byte[Math.min(PIECE, input.remaining())];
        }
        while (input.hasRemaining()) {
            int length = Math.min(piece.length, input.remaining());
            input.get(piece, 0, length);
            digest.update(piece, 0, length);
        }
    }

    @Override
    public byte[] finish() {
        return digest.digest();
    }

    @Override
    public void reset() {
        digest.reset();
    }

    @Override
    public void close() {
        piece = new byte[0];
    }
}
