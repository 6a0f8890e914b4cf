package io.roarbench.proxy.signing;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Times as SigV4 writes them ({@code 20260101T000000Z}), and HTTP dates. Seconds are since 1970, UTC. */
final class AmzTime {

    private AmzTime() {
    }

    static String format(long epochSecond) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        char[] text = new char[16];
        digits(text, 0, 4, t.getYear());
        digits(text, 4, 2, t.getMonthValue());
        digits(text, 6, 2, t.getDayOfMonth());
        text[8] = 'T';
        digits(text, 9, 2, t.getHour());
        digits(text, 11, 2, t.getMinute());
        digits(text, 13, 2, t.getSecond());
        text[15] = 'Z';
        return new String(text);
    }

    private static void digits(char[] text, int at, int count, int value) {
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + value % 10);
            value /= 10;
        }
    }

    /** @throws DateTimeException if the text is not of that form */
    static long parse(String text) {
        if (text.length() != 16 || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            throw new DateTimeException("not yyyyMMddTHHmmssZ");
        }
        return LocalDateTime.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8), number(text, 9, 11),
                number(text, 11, 13), number(text, 13, 15)).toEpochSecond(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not yyyyMMddTHHmmssZ");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** @throws DateTimeException if the text is no IMF-fixdate (RFC 9110 §5.6.7) */
    static long parseHttpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    }
}
