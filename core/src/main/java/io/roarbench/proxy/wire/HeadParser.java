package io.roarbench.proxy.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Parses heads, more strictly than RFC 9112 asks: two readers of one head that differ in what they forgive are how requests
 * are smuggled. Bare LF, folded lines, blanks before a colon, control characters and empty names are refused. Confined to
 * one thread.
 */
public final class HeadParser {

    /** Longest head in bytes. */
    public static final int LONGEST = 64 << 10;
    private static final int MOST_FIELDS = 200;
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (int c = '!'; c < 127; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private final boolean requests;
    private final FieldNames names;
    private byte[] head = new byte[4096];
    private int scanned;
    private int lineStart;

    private HeadParser(boolean requests, FieldNames names) {
        this.requests = requests;
        this.names = names;
    }

    public static HeadParser ofRequests(FieldNames names) {
        return new HeadParser(true, names);
    }

    public static HeadParser ofResponses(FieldNames names) {
        return new HeadParser(false, names);
    }

    /**
     * Takes one head off the buffer, or nothing if it is not all there yet.
     *
     * @return null if more bytes are needed
     * @throws S3Fault if what is there can be no head
     */
    public Head parse(ByteBuf in) throws S3Fault {
        skipEmptyLine(in);
        int start = in.readerIndex();
        int end = in.writerIndex();
        for (int i = start + scanned; i < end; i++) {
            int lf = in.indexOf(i, end, (byte) '\n');
            if (lf < 0) {
                break;
            }
            require(lf > start && in.getByte(lf - 1) == '\r', "A line of the head ends without CR.");
            boolean empty = lf - 1 - start == lineStart;
            lineStart = lf + 1 - start;
            i = lf;
            if (empty) {
                return take(in, lf + 1 - start);
            }
        }
        scanned = end - start;
        if (scanned > LONGEST) {
            throw tooLarge();
        }
        return null;
    }

    /** One empty line may stand before a request (RFC 9112 §2.2). */
    private void skipEmptyLine(ByteBuf in) {
        if (requests && scanned == 0 && in.readableBytes() >= 2 && in.getByte(in.readerIndex()) == '\r'
                && in.getByte(in.readerIndex() + 1) == '\n') {
            in.skipBytes(2);
        }
    }

    private Head take(ByteBuf in, int length) throws S3Fault {
        scanned = 0;
        lineStart = 0;
        if (length > LONGEST) {
            throw tooLarge();
        }
        if (head.length < length) {
            head = new byte[length];
        }
        in.readBytes(head, 0, length);
        int firstEnd = lineEnd(0);
        HeaderFields fields = fields(firstEnd + 2, length - 2);
        return requests ? request(firstEnd, fields) : response(firstEnd, fields);
    }

    private int lineEnd(int from) throws S3Fault {
        int i = from;
        while (head[i] != '\r') {
            i++;
        }
        require(head[i + 1] == '\n', "A CR stands alone in the head.");
        return i;
    }

    private HeaderFields fields(int from, int to) throws S3Fault {
        HeaderFields fields = new HeaderFields();
        int at = from;
        while (at < to) {
            int colon = at;
            int hash = 0;
            for (byte c = head[colon]; c >= 0 && TOKEN[c]; c = head[++colon]) {
                hash = FieldNames.hash(hash, c);
            }
            require(colon > at && head[colon] == ':', "A field name has characters that it must not have.");
            int end = valueEnd(colon + 1);
            FieldNames.Name name = names.of(head, at, colon, hash);
            fields.add(name.text(), name.key(), trimmed(colon + 1, end));
            if (fields.size() > MOST_FIELDS) {
                throw tooLarge();
            }
            at = end + 2;
        }
        return fields;
    }

    /** Where the line of a value ends that begins there: at the first control character, which must be its CR. */
    private int valueEnd(int from) throws S3Fault {
        int i = from;
        for (byte c = head[i]; c >= 0x20 && c != 0x7f || c < 0 || c == '\t'; c = head[++i]) {
            // Goes on to the first that is not allowed in a value.
        }
        require(head[i] == '\r', "A field value has a control character.");
        require(head[i + 1] == '\n', "A CR stands alone in the head.");
        return i;
    }

    private String trimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && blank(head[start])) {
            start++;
        }
        while (end > start && blank(head[end - 1])) {
            end--;
        }
        return text(start, end);
    }

    private static boolean blank(byte c) {
        return c == ' ' || c == '\t';
    }

    private String text(int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private Head.Request request(int end, HeaderFields fields) throws S3Fault {
        int methodEnd = 0;
        while (methodEnd < end && head[methodEnd] >= 'A' && head[methodEnd] <= 'Z') {
            methodEnd++;
        }
        require(methodEnd > 0 && methodEnd < 20 && head[methodEnd] == ' ', "The request line has no method.");
        int targetEnd = methodEnd + 1;
        while (targetEnd < end && (head[targetEnd] > ' ' && head[targetEnd] != 0x7f || head[targetEnd] < 0)) {
            require(head[targetEnd] != '#', "The request target has a fragment.");
            targetEnd++;
        }
        int minor = version(targetEnd + 1, end);
        require(targetEnd > methodEnd + 1 && head[targetEnd] == ' ', "The request line is malformed.");
        String method = text(0, methodEnd);
        if (head[methodEnd + 1] != '/') {
            throw new S3Fault(S3Error.InvalidURI, "The request target must be a path: no proxy form, no CONNECT.");
        }
        return new Head.Request(method, text(methodEnd + 1, targetEnd), minor, fields);
    }

    private Head.Response response(int end, HeaderFields fields) throws S3Fault {
        int minor = version(0, 8);
        require(end >= 12 && head[8] == ' ' && (end == 12 || head[12] == ' '), "The status line is malformed.");
        int status = 0;
        for (int i = 9; i < 12; i++) {
            require(head[i] >= '0' && head[i] <= '9', "The status is no number.");
            status = status * 10 + head[i] - '0';
        }
        require(status >= 100, "The status is out of range.");
        return new Head.Response(status, reason(end), minor, fields);
    }

    private String reason(int end) throws S3Fault {
        if (end <= 13) {
            return "";
        }
        require(valueEnd(13) == end, "The status line is malformed.");
        return trimmed(13, end);
    }

    private int version(int from, int end) throws S3Fault {
        require(end - from == 8 && text(from, from + 7).equals("HTTP/1.")
                && (head[from + 7] == '0' || head[from + 7] == '1'), "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
        return head[from + 7] - '0';
    }

    private static void require(boolean condition, String message) throws S3Fault {
        if (!condition) {
            throw new S3Fault(S3Error.InvalidRequest, message);
        }
    }

    private static S3Fault tooLarge() {
        return new S3Fault(S3Error.RequestHeaderSectionTooLarge,
                "The head has more than " + LONGEST + " bytes or " + MOST_FIELDS + " fields.");
    }
}
