package io.roarbench.s3.origin;

import io.netty.channel.FileRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;

/** Reads file regions without a socket. */
final class FileRegions {

    private FileRegions() {
    }

    /** Digests the whole region and releases it. */
    static void digest(FileRegion region, MessageDigest digest) {
        try {
            while (region.transferred() < region.count()) {
                region.transferTo(new DigestChannel(digest), region.transferred());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a stored object", e);
        } finally {
            region.release();
        }
    }

    private record DigestChannel(MessageDigest digest) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer source) {
            int length = source.remaining();
            digest.update(source);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
