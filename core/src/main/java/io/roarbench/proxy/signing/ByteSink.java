package io.roarbench.proxy.signing;

import java.security.MessageDigest;
import java.util.Arrays;

/** A reusable, growing byte array: the canonical request is written into it and hashed without a copy. */
final class ByteSink {

    private byte[] bytes = new byte[2048];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    ByteSink put(int b) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) b;
        return this;
    }

    /** Characters are bytes here (ISO 8859-1). */
    @SuppressWarnings("deprecation") // It is deprecated for dropping the high bytes, which is what is wanted.
    ByteSink put(String text) {
        int length = text.length();
        room(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    ByteSink putHex(byte[] raw) {
        room(raw.length * 2);
        Hex.write(raw, bytes, size);
        size += raw.length * 2;
        return this;
    }

    private void room(int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
    }

    void digestInto(MessageDigest digest) {
        digest.update(bytes, 0, size);
    }

    byte[] array() {
        return bytes;
    }
}
