package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import java.util.Random;

/** Requests with the keys, queries and fields that signers get wrong. */
final class RandomRequests {

    private static final String[] PIECES = {"a", "B7", " ", "+", "%", "/", "//", "..", ".", "~", "-_.!*'()", "&=;,:@$",
        "\\", "\u0001", "é", "日本", "😀", "%2F", "?", "#", "[x]", "\"", "'"};
    private static final String[] METHODS = {"GET", "PUT", "HEAD", "DELETE", "POST"};

    private final Random random;

    RandomRequests(long seed) {
        random = new Random(seed);
    }

    SdkSigning.Draft next() {
        HeaderFields fields = new HeaderFields().add("Host", "127.0.0.1:9000");
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            fields.add("X-Amz-Meta-" + (char) ('a' + i), value());
        }
        if (random.nextBoolean()) {
            fields.add("Range", "bytes=0-99").add("User-Agent", "any/1").add("Content-Type", "text/plain; charset=utf-8");
        }
        return new SdkSigning.Draft(METHODS[random.nextInt(METHODS.length)],
                "/bucket/" + UriText.encode(text(), true), query(), fields);
    }

    byte[] body(int limit) {
        byte[] body = new byte[random.nextInt(limit)];
        random.nextBytes(body);
        return body;
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        int parts = random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            query.append(i == 0 ? "" : "&").append((char) ('a' + i)).append(UriText.encode(text(), false)).append('=')
                    .append(UriText.encode(text(), false));
        }
        return query.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private String value() {
        String[] values = {"v", "a  b", "x, y", "\"q\"", "k=v;w", "1   2   3"};
        return values[random.nextInt(values.length)];
    }
}
