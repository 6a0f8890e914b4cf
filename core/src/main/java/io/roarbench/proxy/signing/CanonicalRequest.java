package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Builds canonical requests and the strings to sign made from them, in buffers that are used again and again. Confined to
 * one thread.
 */
final class CanonicalRequest {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private final ByteSink text = new ByteSink();
    private final ByteSink toSign = new ByteSink();
    private final MessageDigest sha256 = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which SigV4 needs", e);
        }
    }

    /** Method, path and query; {@code verbatim} takes the path as it is on the wire, for clients that signed it so. */
    CanonicalRequest begin(String method, String path, String query, boolean verbatim) {
        text.clear();
        text.put(method).put('\n');
        if (verbatim) {
            text.put(path);
        } else {
            UriText.canonicalPath(path, text);
        }
        text.put('\n');
        QueryText.canonical(query, text);
        text.put('\n');
        return this;
    }

    /** Adds the named fields (lower case, sorted), then the list of names itself. */
    CanonicalRequest fields(HeaderFields fields, String... names) {
        for (String name : names) {
            text.put(name);
            char separator = ':';
            for (int i = fields.indexOf(name, 0); i >= 0; i = fields.indexOf(name, i + 1)) {
                text.put(separator);
                trimmed(fields.value(i));
                separator = ',';
            }
            if (separator == ':') {
                text.put(':');
            }
            text.put('\n');
        }
        text.put('\n');
        for (int n = 0; n < names.length; n++) {
            if (n > 0) {
                text.put(';');
            }
            text.put(names[n]);
        }
        text.put('\n');
        return this;
    }

    /** Without blanks at both ends, and runs of blanks inside as one. */
    private void trimmed(String value) {
        if (value.indexOf(' ') < 0 && value.indexOf('\t') < 0) {
            text.put(value);
            return;
        }
        boolean blank = false;
        boolean any = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blank = any;
            } else {
                if (blank) {
                    text.put(' ');
                }
                text.put(c);
                any = true;
                blank = false;
            }
        }
    }

    byte[] signature(String payloadHash, String amzDate, SigningKey key) {
        text.put(payloadHash);
        text.digestInto(sha256);
        toSign.clear();
        toSign.put(ALGORITHM).put('\n').put(amzDate).put('\n').put(key.scope()).put('\n').putHex(sha256.digest());
        return key.sign(toSign, sha256);
    }

    @Override
    public String toString() {
        return new String(Arrays.copyOf(text.array(), text.size()), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
