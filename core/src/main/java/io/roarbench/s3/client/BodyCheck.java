package io.roarbench.s3.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checks one body while it is read. */
final class BodyCheck {

    private final String what;
    private final ExpectedBody expected;
    private final Progress progress;
    private final CRC32C crc = new CRC32C();
    private long length;

    BodyCheck(String what, ExpectedBody expected, Progress progress) {
        this.what = what;
        this.expected = expected;
        this.progress = progress;
    }

    void add(ByteBuffer bytes) {
        int count = bytes.remaining();
        crc.update(bytes);
        length += count;
        progress.received(count);
    }

    void add(byte[] bytes, int count) {
        crc.update(bytes, 0, count);
        length += count;
        progress.received(count);
    }

    /** @throws IOException if that was not the body, the whole body and nothing but the body */
    void finish() throws IOException {
        if (length != expected.length()) {
            throw new IOException(what + " gave " + length + " bytes instead of " + expected.length());
        }
        if (crc.getValue() != expected.crc32c()) {
            throw new IOException(what + " gave wrong bytes: their CRC-32C is " + Long.toHexString(crc.getValue())
                    + " instead of " + Long.toHexString(expected.crc32c()));
        }
    }
}
