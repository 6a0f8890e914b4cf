package io.roarbench.s3.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;

/** One HTTP/1.1 connection that reads as little of an answer as is needed to know what it is. For one thread. */
final class RawConnection {

    private static final int BUFFER = 256 << 10;
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int SHOWN = 300;

    /** Takes the pieces of a body. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer bytes);
    }

    /**
     * @param status of the answer
     * @param etag   as it came, or empty
     * @param error  the beginning of the body of an answer that is no success; else empty
     */
    record Answer(int status, String etag, String error) {
    }

    private final AutoCloseable socket;
    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private RawConnection(AutoCloseable socket, ReadableByteChannel in, WritableByteChannel out) {
        this.socket = socket;
        this.in = in;
        this.out = out;
    }

    static RawConnection open(S3Target target) throws IOException {
        String host = target.endpoint().getHost();
        if (target.secure()) {
            Socket tls = SSLSocketFactory.getDefault().createSocket(host, target.port());
            tls.setTcpNoDelay(true);
            return new RawConnection(tls, Channels.newChannel(tls.getInputStream()),
                    Channels.newChannel(tls.getOutputStream()));
        }
        SocketChannel plain = SocketChannel.open(new InetSocketAddress(host, target.port()));
        plain.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new RawConnection(plain, plain, plain);
    }

    /** @param body or null */
    Answer exchange(ByteBuffer head, ByteBuffer body, Sink sink) throws IOException {
        write(head);
        if (body != null) {
            write(body);
        }
        buffer.clear();
        String answer = readHead();
        int status = status(answer);
        long length = length(answer, status);
        StringBuilder error = new StringBuilder();
        readBody(length, status / 100 == 2 ? sink : bytes -> {
            CharSequence text = StandardCharsets.ISO_8859_1.decode(bytes);
            error.append(text, 0, Math.min(text.length(), Math.max(0, SHOWN - error.length())));
        });
        return new Answer(status, field(answer, "etag"), error.toString());
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Returns the head; the buffer is then set to what came of the body. */
    private String readHead() throws IOException {
        int searched = 0;
        while (true) {
            if (in.read(buffer) < 0) {
                throw new EOFException("the connection was closed before an answer came");
            }
            int end = endOfHead(searched);
            if (end >= 0) {
                byte[] head = new byte[end];
                buffer.flip().get(head);
                return new String(head, StandardCharsets.ISO_8859_1);
            }
            searched = Math.max(0, buffer.position() - 3);
            if (searched > LONGEST_HEAD) {
                throw new IOException("the head of the answer is longer than " + LONGEST_HEAD + " bytes");
            }
        }
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < buffer.position(); i++) {
            if (buffer.get(i) == '\r' && buffer.get(i + 1) == '\n' && buffer.get(i + 2) == '\r' && buffer.get(i + 3) == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static int status(String head) throws IOException {
        if (!head.matches("(?s)HTTP/1\\.1 [0-9]{3}[ \r].*")) {
            throw new IOException("the answer is no HTTP/1.1: " + head.substring(0, Math.min(head.length(), 40)));
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private static long length(String head, int status) throws IOException {
        String length = field(head, "content-length");
        if (!length.isEmpty()) {
            return Long.parseLong(length);
        }
        if (status == 204 || status == 304) {
            return 0;
        }
        throw new IOException("the answer (" + status + ") has no Content-Length; the raw driver reads no other framing");
    }

    private static String field(String head, String name) {
        for (String line : head.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon == name.length() && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return line.substring(colon + 1).trim();
            }
        }
        return "";
    }

    private void readBody(long length, Sink sink) throws IOException {
        long left = length;
        while (true) {
            if (buffer.remaining() > left) {
                throw new IOException("more bytes came than the answer's length of " + length);
            }
            left -= buffer.remaining();
            if (buffer.hasRemaining()) {
                sink.take(buffer);
            }
            if (left == 0) {
                return;
            }
            buffer.clear();
            if (in.read(buffer) < 0) {
                throw new EOFException("the connection was closed " + left + " bytes before the end of the body");
            }
            buffer.flip();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (Exception e) {
            // Nothing is left to be read or sent; the descriptor is gone either way.
            return;
        }
    }
}
