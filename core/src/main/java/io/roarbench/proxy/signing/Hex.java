package io.roarbench.proxy.signing;

import java.nio.charset.StandardCharsets;

/** Lower-case hexadecimal, as SigV4 writes it. */
public final class Hex {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {
    }

    public static String of(byte[] bytes) {
        byte[] text = new byte[bytes.length * 2];
        write(bytes, text, 0);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    static void write(byte[] bytes, byte[] into, int at) {
        for (byte b : bytes) {
            into[at++] = DIGITS[b >> 4 & 15];
            into[at++] = DIGITS[b & 15];
        }
    }

    /** Whether the text is that of those bytes, in a time that does not depend on where they differ. */
    static boolean same(byte[] bytes, String text) {
        if (text.length() != bytes.length * 2) {
            return false;
        }
        int differences = 0;
        for (int i = 0; i < bytes.length; i++) {
            differences |= DIGITS[bytes[i] >> 4 & 15] ^ text.charAt(2 * i) | DIGITS[bytes[i] & 15] ^ text.charAt(2 * i + 1);
        }
        return differences == 0;
    }

    /** Value of a digit of either case, or -1. */
    public static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Whether the text is exactly 64 lower-case digits, the only form of a SHA-256 or a signature. */
    public static boolean isSha256(CharSequence text) {
        if (text.length() != 64) {
            return false;
        }
        for (int i = 0; i < 64; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
