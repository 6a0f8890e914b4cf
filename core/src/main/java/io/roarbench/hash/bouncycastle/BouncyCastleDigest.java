package io.roarbench.hash.bouncycastle;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.Digest;
import java.nio.ByteBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** One of Bouncy Castle's digests. */
final class BouncyCastleDigest implements Digest {

    private static final int PIECE = 16 << 10;

    private final Algorithm algorithm;
    private org.bouncycastle.crypto.Digest digest;
    private byte[] piece = {};

    BouncyCastleDigest(Algorithm algorithm) {
        this.algorithm = algorithm;
        reset();
    }

    static String version() {
        // Bouncy Castle names its version in its manifest only, which is gone where jars were merged into one.
        try (InputStream in = BouncyCastleDigest.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return "Bouncy Castle " + properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    @Override
    public void update(ByteBuffer input) {
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
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }

    @Override
    public void reset() {
        // Not digest.reset(): Blake3Digest of 1.87 keeps the subtrees of what it has hashed so far.
        digest = switch (algorithm) {
            case BLAKE3 -> new Blake3Digest(8 * algorithm.digestLength());
            case SHA256 -> new SHA256Digest();
            case SHA512 -> new SHA512Digest();
            case MD5 -> new MD5Digest();
        };
    }

    @Override
    public void close() {
        piece = new byte[0];
    }
}
