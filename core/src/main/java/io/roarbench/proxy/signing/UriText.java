package io.roarbench.proxy.signing;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as SigV4 wants it: every byte but {@code A-Z a-z 0-9 - . _ ~} as {@code %XX} in capitals, once, and
 * paths never normalised, because {@code a//b} and {@code a/../b} are keys of their own in S3.
 */
public final class UriText {

    private static final boolean[] UNRESERVED = new boolean[256];

    static {
        for (int c = 0; c < 128; c++) {
            UNRESERVED[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || c == '-' || c == '.' || c == '_' || c == '~';
        }
    }

    private UriText() {
    }

    /**
     * The canonical form of an encoded path. A {@code %2F} becomes a slash: the AWS SDK for Java signs the key
     * {@code a//b} so, and its HTTP client writes it as {@code a/%2Fb}.
     */
    static void canonicalPath(CharSequence path, ByteSink out) {
        if (path.length() == 0) {
            out.put('/');
        }
        canonical(path, 0, path.length(), '/', '/', out);
    }

    /** The canonical form of one name or value of a query; {@code +} is a blank there, as S3 reads it. */
    static void canonicalQueryPart(CharSequence text, int from, int to, ByteSink out) {
        canonical(text, from, to, 'a', '+', out);
    }

    private static void canonical(CharSequence text, int from, int to, char kept, char blank, ByteSink out) {
        for (int i = from; i < to; i++) {
            int c = text.charAt(i) & 0xff;
            int value = c == '%' && i + 2 < to ? escape(text, i) : -1;
            if (value >= 0) {
                c = value;
                i += 2;
            } else if (c == '+' && c == blank) {
                c = ' ';
            }
            if (c == kept) {
                out.put(c);
            } else {
                encode(c, out);
            }
        }
    }

    private static void encode(int c, ByteSink out) {
        if (UNRESERVED[c]) {
            out.put(c);
        } else {
            out.put('%').put(upper(c >> 4)).put(upper(c & 15));
        }
    }

    private static int escape(CharSequence text, int at) {
        int high = Hex.digit(text.charAt(at + 1));
        int low = Hex.digit(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static char upper(int digit) {
        return (char) (digit < 10 ? '0' + digit : 'A' + digit - 10);
    }

    /** Percent-decodes once, as UTF-8; {@code +} stays {@code +}. A broken escape stays as it is. */
    public static String decode(String text) {
        if (text.indexOf('%') < 0 && isAscii(text)) {
            return text;
        }
        byte[] bytes = new byte[text.length()];
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            int value = c == '%' && i + 2 < text.length() ? escape(text, i) : -1;
            bytes[size++] = (byte) (value < 0 ? c : value);
            i += value < 0 ? 0 : 2;
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** As {@link #decode}, with {@code +} for a blank, as in a query. */
    public static String decodeQuery(String text) {
        return decode(text.indexOf('+') < 0 ? text : text.replace("+", "%20"));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Encodes a key or a query part; slashes stay if asked. */
    public static String encode(String text, boolean keepSlash) {
        ByteSink out = new ByteSink();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '/' && keepSlash) {
                out.put(b);
            } else {
                encode(b & 0xff, out);
            }
        }
        return new String(out.array(), 0, out.size(), StandardCharsets.ISO_8859_1);
    }
}
