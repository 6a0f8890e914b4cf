package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.Hex;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Consumer;

/** A body whose hash was signed: the last piece waits until the hash is known to be right. */
final class HashedUpload implements UploadBody {

    private final String expected;
    private final Consumer<ByteBuf> payload;
    private final MessageDigest sha256;
    private ByteBuf held;

    HashedUpload(String expected, Consumer<ByteBuf> payload) {
        this.expected = expected;
        this.payload = payload;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which SigV4 needs", e);
        }
    }

    @Override
    public void feed(ByteBuf bytes, Consumer<ByteBuf> up) {
        for (ByteBuffer part : bytes.nioBuffers()) {
            sha256.update(part);
        }
        payload.accept(bytes);
        if (held != null) {
            up.accept(held);
        }
        held = bytes;
    }

    @Override
    public void end(Consumer<ByteBuf> up) throws S3Fault {
        if (!Hex.of(sha256.digest()).equals(expected)) {
            throw new S3Fault(S3Error.XAmzContentSHA256Mismatch,
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
        if (held != null) {
            ByteBuf last = held;
            held = null;
            up.accept(last);
        }
    }

    @Override
    public void close() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
