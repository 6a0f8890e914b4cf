package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An answer.
 *
 * @param body   null if {@code text} is the body
 * @param offset of the body's bytes to send
 * @param length of them; of a HEAD, what a GET would send
 */
record Reply(int status, HeaderFields fields, byte[] text, Blob body, long offset, long length) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static Reply empty(int status) {
        return new Reply(status, new HeaderFields(), new byte[0], null, 0, 0);
    }

    static Reply xml(String xml) {
        byte[] text = xml.getBytes(StandardCharsets.UTF_8);
        return new Reply(200, new HeaderFields().add("Content-Type", "content-type", "application/xml"), text, null, 0,
                text.length);
    }

    static Reply of(int status, HeaderFields fields, Blob body, long offset, long length) {
        return new Reply(status, fields, null, body, offset, length);
    }

    Reply with(String name, String value) {
        fields.add(name, value);
        return this;
    }

    static String httpDate(long millis) {
        return HTTP_DATE.format(Instant.ofEpochMilli(millis));
    }

    static String isoDate(long millis) {
        return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(millis / 1000 * 1000)).replace("Z", ".000Z");
    }
}
