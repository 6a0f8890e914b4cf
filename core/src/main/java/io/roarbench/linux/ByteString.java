package io.roarbench.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * An immutable string of bytes as the kernel keeps paths and arguments: any byte but NUL, in no particular encoding.
 *
 * <p>{@link #text()} shows it losslessly as text: valid UTF-8 is shown as it is, every other byte as {@code \xHH} (two
 * lowercase hex digits); so that this can be undone, a backslash that is followed by {@code xHH} in the bytes themselves
 * is shown as {@code \x5c}. {@link #ofText} is the exact inverse.
 */
public final class ByteString implements Comparable<ByteString> {

    /** No bytes. */
    public static final ByteString EMPTY = new ByteString("");

    /** One char per byte: compact in the heap, with the cheap equality and hash of {@code String}. */
    private final String latin1;

    private ByteString(String latin1) {
        this.latin1 = latin1;
    }

    /** The given bytes (copied). */
    public static ByteString of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** {@code length} bytes from {@code offset} on (copied). */
    public static ByteString of(byte[] bytes, int offset, int length) {
        return length == 0 ? EMPTY : new ByteString(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    /** The UTF-8 bytes of a string, backslashes and all. */
    public static ByteString utf8(String string) {
        return of(string.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes that {@link #text()} showed as {@code text}. */
    public static ByteString ofText(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int from = 0;
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 1)) {
            if (isEscape(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
                from = i + 4;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return of(bytes.toByteArray());
    }

    private static boolean isEscape(String s, int backslash) {
        return backslash + 3 < s.length() && s.charAt(backslash + 1) == 'x'
                && isLowerHex(s.charAt(backslash + 2)) && isLowerHex(s.charAt(backslash + 3));
    }

    private static boolean isLowerHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    /** The lossless text form, see the class comment. */
    public String text() {
        boolean plain = true;
        for (int i = 0; i < latin1.length() && plain; i++) {
            plain = latin1.charAt(i) < 0x80 && latin1.charAt(i) != '\\';
        }
        return plain ? latin1 : escaped();
    }

    private String escaped() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(escapedBackslashes().getBytes(StandardCharsets.ISO_8859_1));
        CharBuffer out = CharBuffer.allocate(4 * latin1.length() + 4);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put(String.format("\\x%02x", in.get() & 0xff));
            }
            decoder.reset();
        }
    }

    private String escapedBackslashes() {
        StringBuilder out = new StringBuilder(latin1.length());
        for (int i = 0; i < latin1.length(); i++) {
            out.append(latin1.charAt(i) == '\\' && isEscape(latin1, i) ? "\\x5c" : latin1.charAt(i));
        }
        return out.toString();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A copy of the bytes with a NUL after them, as system calls take them. */
    public byte[] nulTerminated() {
        return (latin1 + '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The number of bytes. */
    public int length() {
        return latin1.length();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return latin1.isEmpty();
    }

    /** The byte at {@code index}, 0–255. */
    public int at(int index) {
        return latin1.charAt(index);
    }

    /** The index of the first such byte from {@code from} on, or -1. */
    public int indexOf(char ascii, int from) {
        return latin1.indexOf(ascii, from);
    }

    /** The index of the last such byte, or -1. */
    public int lastIndexOf(char ascii) {
        return latin1.lastIndexOf(ascii);
    }

    /** Whether it begins with these ASCII characters. */
    public boolean startsWith(String ascii) {
        return latin1.startsWith(ascii);
    }

    /** Whether it begins with these bytes. */
    public boolean startsWith(ByteString prefix) {
        return latin1.startsWith(prefix.latin1);
    }

    /** Whether it ends with these ASCII characters. */
    public boolean endsWith(String ascii) {
        return latin1.endsWith(ascii);
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public ByteString substring(int from, int to) {
        return new ByteString(latin1.substring(from, to));
    }

    /** The bytes from {@code from} on. */
    public ByteString substring(int from) {
        return new ByteString(latin1.substring(from));
    }

    /** These bytes and then the others. */
    public ByteString plus(ByteString other) {
        return new ByteString(latin1 + other.latin1);
    }

    /** These bytes and then some ASCII characters. */
    public ByteString plus(String ascii) {
        return new ByteString(latin1 + ascii);
    }

    @Override
    public int compareTo(ByteString other) {
        return latin1.compareTo(other.latin1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && latin1.equals(that.latin1);
    }

    @Override
    public int hashCode() {
        return latin1.hashCode();
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
