package io.roarbench.proxy.wire;

import io.netty.buffer.ByteBuf;

/** Cuts the body of one message out of the bytes of a connection, as its head framed it (RFC 9112 §6). */
public final class BodyReader {

    private static final int LONGEST_CHUNK_LINE = 1024;
    private static final int LONGEST_TRAILER = 16 << 10;
    private static final long CHUNKED = -1;
    private static final long UNTIL_CLOSE = -2;

    private enum Part { SIZE, EXTENSION, DATA, DATA_END, TRAILER }

    private final long length;
    private long left;
    private boolean complete;

    private Part part = Part.SIZE;
    private int digits;
    private int lineLength;
    private int trailerLength;
    private boolean afterCr;

    private BodyReader(long length) {
        this.length = length;
        this.left = Math.max(length, 0);
        this.complete = length == 0;
    }

    public static BodyReader none() {
        return new BodyReader(0);
    }

    /** @throws S3Fault if the framing is ambiguous in any way */
    public static BodyReader of(Head.Request head) throws S3Fault {
        HeaderFields fields = head.fields();
        if (fields.has("transfer-encoding")) {
            require(head.minorVersion() == 1, "Transfer-Encoding needs HTTP/1.1.");
            return chunked(fields);
        }
        return fields.has("content-length") ? new BodyReader(contentLength(fields)) : none();
    }

    /** @param requestMethod what the response answers */
    public static BodyReader of(Head.Response head, String requestMethod) throws S3Fault {
        HeaderFields fields = head.fields();
        int status = head.status();
        if (requestMethod.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return none();
        }
        if (fields.has("transfer-encoding")) {
            return chunked(fields);
        }
        return new BodyReader(fields.has("content-length") ? contentLength(fields) : UNTIL_CLOSE);
    }

    private static BodyReader chunked(HeaderFields fields) throws S3Fault {
        require(!fields.has("content-length"), "Content-Length and Transfer-Encoding exclude each other.");
        require(fields.count("transfer-encoding") == 1 && fields.get("transfer-encoding").equalsIgnoreCase("chunked"),
                "The only Transfer-Encoding known here is chunked.");
        return new BodyReader(CHUNKED);
    }

    private static long contentLength(HeaderFields fields) throws S3Fault {
        String text = fields.get("content-length");
        require(fields.count("content-length") == 1 && !text.isEmpty() && text.length() <= 18,
                "Content-Length must be there once, as a number.");
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            require(c >= '0' && c <= '9', "Content-Length must be a number.");
            value = value * 10 + c - '0';
        }
        return value;
    }

    /** Bytes of the body, or -1 if only its end will tell. */
    public long length() {
        return length >= 0 ? length : -1;
    }

    /** Bytes that are still to come; 0 where no length was announced. */
    public long remaining() {
        return length >= 0 ? left : 0;
    }

    /** So many of the remaining bytes go another way. */
    void skip(long bytes) {
        left -= bytes;
        complete = left == 0;
    }

    public boolean complete() {
        return complete;
    }

    /** Whether the end of the connection is the end of this body, and no loss. */
    public boolean untilClose() {
        return length == UNTIL_CLOSE;
    }

    /**
     * The next bytes of the body, to be released by the caller.
     *
     * @return null if the buffer has no more of it
     */
    public ByteBuf next(ByteBuf in) throws S3Fault {
        if (length == UNTIL_CLOSE) {
            return in.isReadable() ? in.readRetainedSlice(in.readableBytes()) : null;
        }
        if (length == CHUNKED && !complete) {
            skipFraming(in);
        }
        if (left == 0 || complete || !in.isReadable()) {
            return null;
        }
        int size = (int) Math.min(left, in.readableBytes());
        left -= size;
        if (left == 0) {
            complete = length >= 0;
            part = Part.DATA_END;
        }
        return in.readRetainedSlice(size);
    }

    private void skipFraming(ByteBuf in) throws S3Fault {
        while (part != Part.DATA && !complete && in.isReadable()) {
            framing(in.readByte());
        }
    }

    private void framing(byte c) throws S3Fault {
        if (afterCr || c == '\r' || c == '\n') {
            require(afterCr == (c == '\n'), "A line of the chunked body does not end with CRLF.");
            afterCr = c == '\r';
            if (c == '\n') {
                endLine();
            }
            return;
        }
        lineLength++;
        switch (part) {
            case SIZE -> size(c);
            case EXTENSION -> require(lineLength < LONGEST_CHUNK_LINE, "A chunk extension is too long.");
            case TRAILER -> require(++trailerLength < LONGEST_TRAILER, "The trailer is too long.");
            default -> require(false, "A chunk is longer than its size says.");
        }
    }

    private void size(byte c) throws S3Fault {
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
        if (digit < 0) {
            require(c == ';' && digits > 0, "A chunk size must be hexadecimal.");
            part = Part.EXTENSION;
            return;
        }
        require(++digits <= 15, "A chunk size is out of range.");
        left = left << 4 | digit;
    }

    private void endLine() throws S3Fault {
        boolean sizeLine = part == Part.SIZE || part == Part.EXTENSION;
        require(!sizeLine || digits > 0, "A chunk has no size.");
        if (sizeLine) {
            part = left == 0 ? Part.TRAILER : Part.DATA;
            digits = 0;
        } else if (part == Part.DATA_END) {
            part = Part.SIZE;
        } else if (lineLength == 0) {
            complete = true;
        }
        lineLength = 0;
    }

    private static void require(boolean condition, String message) throws S3Fault {
        if (!condition) {
            throw new S3Fault(S3Error.InvalidRequest, message);
        }
    }
}
