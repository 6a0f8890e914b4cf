package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.Hex;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Stores a body as it comes in; it becomes an object, or a part, only when it was whole. */
final class ObjectIntake implements Exchange {

    /** What becomes of the stored bytes; takes over the blob, also when it refuses. */
    @FunctionalInterface
    interface Action {
        Reply run(Blob blob, String etag, VerifiedBody body) throws S3Fault;
    }

    private final BlobStore.Writer writer;
    private final MessageDigest md5 = Digests.of("MD5");
    private final String contentMd5;
    private final Action action;
    private boolean stored;

    ObjectIntake(BlobStore store, HeaderFields fields, Action action) throws IOException {
        this.contentMd5 = fields.get("content-md5");
        this.action = action;
        this.writer = store.create(expectedSize(fields));
    }

    private static long expectedSize(HeaderFields fields) {
        String decoded = fields.get("x-amz-decoded-content-length");
        String text = decoded == null ? fields.get("content-length") : decoded;
        return text == null || !text.matches("[0-9]{1,18}") ? -1 : Long.parseLong(text);
    }

    @Override
    public void data(ByteBuf bytes) throws IOException {
        for (ByteBuffer part : bytes.nioBuffers()) {
            md5.update(part);
        }
        writer.append(bytes);
    }

    @Override
    public Reply end(VerifiedBody body) throws S3Fault, IOException {
        byte[] hash = md5.digest();
        CollectedBody.requireMd5(contentMd5, hash);
        Blob blob = writer.finish();
        stored = true;
        return action.run(blob, '"' + Hex.of(hash) + '"', body);
    }

    @Override
    public void abort() {
        if (!stored) {
            writer.abort();
        }
    }
}
