package io.roarbench.proxy.signing;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** One of S3's additional checksums of an object, over the bytes as they stream by. */
public final class BodyChecksum {

    private final Consumer<ByteBuffer> update;
    private final Supplier<byte[]> result;

    private BodyChecksum(Consumer<ByteBuffer> update, Supplier<byte[]> result) {
        this.update = update;
        this.result = result;
    }

    /** The checksum of that header or trailer name, or null if it names none that is known. */
    public static BodyChecksum named(String field) {
        return switch (field) {
            case "x-amz-checksum-crc32" -> crc(new CRC32(), 4);
            case "x-amz-checksum-crc32c" -> crc(new CRC32C(), 4);
            case "x-amz-checksum-crc64nvme" -> crc(new Crc64Nvme(), 8);
            case "x-amz-checksum-sha1" -> digest("SHA-1");
            case "x-amz-checksum-sha256" -> digest("SHA-256");
            default -> null;
        };
    }

    /** Characters of its value in base64, or -1 if the name is not known. */
    public static int encodedLength(String field) {
        return switch (field) {
            case "x-amz-checksum-crc32", "x-amz-checksum-crc32c" -> 8;
            case "x-amz-checksum-crc64nvme" -> 12;
            case "x-amz-checksum-sha1" -> 28;
            case "x-amz-checksum-sha256" -> 44;
            default -> -1;
        };
    }

    private static BodyChecksum crc(Checksum crc, int bytes) {
        return new BodyChecksum(crc::update, () -> {
            byte[] value = new byte[bytes];
            for (int i = 0; i < bytes; i++) {
                value[i] = (byte) (crc.getValue() >>> 8 * (bytes - 1 - i));
            }
            return value;
        });
    }

    private static BodyChecksum digest(String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return new BodyChecksum(digest::update, digest::digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + algorithm, e);
        }
    }

    /** Takes in the readable bytes; the buffer's indexes stay. */
    public void update(ByteBuf data) {
        if (data.nioBufferCount() == 1) {
            update.accept(data.internalNioBuffer(data.readerIndex(), data.readableBytes()));
        } else {
            for (ByteBuffer part : data.nioBuffers()) {
                update.accept(part);
            }
        }
    }

    /** The value as S3 writes it; ends this checksum. */
    public String base64() {
        return Base64.getEncoder().encodeToString(result.get());
    }
}
