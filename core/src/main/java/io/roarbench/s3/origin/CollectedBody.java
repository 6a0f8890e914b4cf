package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;

/** A small body that is read as a whole: XML. */
final class CollectedBody implements Exchange {

    private static final int LARGEST = 4 << 20;

    /** What is done with it. */
    @FunctionalInterface
    interface Action {
        Reply run(byte[] body) throws S3Fault, IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String contentMd5;
    private final Action action;

    CollectedBody(HeaderFields fields, Action action) {
        this.contentMd5 = fields.get("content-md5");
        this.action = action;
    }

    @Override
    public void data(ByteBuf data) throws S3Fault, IOException {
        if (bytes.size() + data.readableBytes() > LARGEST) {
            throw new S3Fault(S3Error.EntityTooLarge, "The request's XML has more than " + LARGEST + " bytes.");
        }
        data.getBytes(data.readerIndex(), bytes, data.readableBytes());
    }

    @Override
    public Reply end(VerifiedBody body) throws S3Fault, IOException {
        requireMd5(contentMd5, Digests.of("MD5").digest(bytes.toByteArray()));
        return action.run(bytes.toByteArray());
    }

    static void requireMd5(String contentMd5, byte[] md5) throws S3Fault {
        if (contentMd5 == null) {
            return;
        }
        byte[] given;
        try {
            given = Base64.getDecoder().decode(contentMd5);
        } catch (IllegalArgumentException e) {
            given = new byte[0];
        }
        if (given.length != 16) {
            throw new S3Fault(S3Error.InvalidDigest, "The Content-MD5 you specified is not valid.");
        }
        if (!MessageDigest.isEqual(given, md5)) {
            throw new S3Fault(S3Error.BadDigest, "The Content-MD5 you specified did not match what we received.");
        }
    }

    @Override
    public void abort() {
        bytes.reset();
    }
}
