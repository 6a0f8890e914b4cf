package io.roarbench.proxy.wire;

import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.signing.RequestSigner;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection on which a test writes any bytes it likes. */
public final class RawHttp implements AutoCloseable {

    /** Names in lower case; of repeated fields the values joined by a comma. */
    public record Answer(int status, Map<String, String> fields, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String lastMethod = "GET";

    public RawHttp(URI endpoint) throws IOException {
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public Socket socket() {
        return socket;
    }

    public RawHttp raw(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        lastMethod = text.contains(" ") ? text.substring(0, text.indexOf(' ')) : lastMethod;
        return this;
    }

    public RawHttp raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A signed request without a body. */
    public RawHttp signed(Credentials keys, String method, String target, String host) {
        return signed(keys, method, target, new HeaderFields().add("Host", host), EMPTY);
    }

    /** The head of a signed request; the body is the caller's. */
    public RawHttp signed(Credentials keys, String method, String target, HeaderFields fields, String payload) {
        int mark = target.indexOf('?');
        new RequestSigner("us-east-1", "s3").sign(keys, method, mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1), fields, payload, System.currentTimeMillis() / 1000);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        for (int i = 0; i < fields.size(); i++) {
            head.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
        }
        return raw(head.append("\r\n").toString());
    }

    /** Adds field lines to the head that was written last, after it was signed. */
    public RawHttp inHead(String lines) {
        byte[] head = out.toByteArray();
        out.reset();
        out.write(head, 0, head.length - 2);
        return raw(lines + "\r\n");
    }

    public RawHttp flush() throws IOException {
        socket.getOutputStream().write(out.toByteArray());
        socket.getOutputStream().flush();
        out.reset();
        return this;
    }

    public Answer exchange() throws IOException {
        flush();
        return answer(lastMethod);
    }

    /** Reads one answer; an interim one counts as one. @throws EOFException if the peer cut it */
    public Answer answer(String method) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim(),
                    (a, b) -> a + "," + b);
        }
        int code = Integer.parseInt(status[1]);
        boolean none = method.equals("HEAD") || code < 200 || code == 204 || code == 304;
        return new Answer(code, fields, none ? new byte[0] : body(fields));
    }

    private byte[] body(Map<String, String> fields) throws IOException {
        if (fields.containsKey("content-length")) {
            return exactly(Integer.parseInt(fields.get("content-length")));
        }
        if (!fields.containsKey("transfer-encoding")) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int size) throws IOException {
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
            throw new EOFException("the body ended after " + body.length + " of " + size + " bytes");
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed after: " + line);
            }
            line.append((char) c);
        }
        return line.substring(0, line.length() - 1);
    }

    /** Whether the peer has closed, or closes within the socket's timeout. */
    public boolean closedByPeer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
