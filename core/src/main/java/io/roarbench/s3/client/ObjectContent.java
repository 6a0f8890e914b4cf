package io.roarbench.s3.client;

import io.roarbench.proxy.signing.Hex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** The bytes of an object that is written: incompressible, the same for the same seed. Immutable. */
public final class ObjectContent {

    private final ByteBuffer bytes;
    private final String sha256;

    private ObjectContent(byte[] bytes) {
        // Direct, so that a socket takes it without a copy.
        this.bytes = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        this.sha256 = sha256(bytes);
    }

    /**
     * @param length in bytes, 0 or more
     * @param seed   of the generator
     */
    public static ObjectContent random(int length, long seed) {
        byte[] bytes = new byte[(length + 7) & ~7];
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(seed);
        while (words.hasRemaining()) {
            words.putLong(random.nextLong());
        }
        return new ObjectContent(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }

    private static String sha256(byte[] bytes) {
        try {
            return Hex.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    public int length() {
        return bytes.limit();
    }

    /** SHA-256 in lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** All bytes, from position 0; a view of the reader's own. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    /** A copy on the heap. */
    public byte[] toArray() {
        byte[] copy = new byte[length()];
        bytes().get(copy);
        return copy;
    }

    /** What reads of an object must give that is this content so many times in a row. */
    public ExpectedBody repeated(int times) {
        CRC32C crc = new CRC32C();
        for (int i = 0; i < times; i++) {
            crc.update(bytes());
        }
        return new ExpectedBody((long) times * length(), crc.getValue());
    }
}
