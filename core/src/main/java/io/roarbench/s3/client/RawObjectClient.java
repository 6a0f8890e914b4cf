package io.roarbench.s3.client;

import io.roarbench.proxy.signing.Hex;
import io.roarbench.proxy.signing.RequestSigner;
import io.roarbench.proxy.wire.HeaderFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signed bytes over one keep-alive socket: next to no client work, so that what a proxy adds is not lost in it. A request is
 * built and signed once and sent again and again, for {@value #FRESH_SECONDS} s, as S3 takes a signature for 15 minutes.
 * For one thread.
 */
public final class RawObjectClient implements ObjectClient {

    private static final int FRESH_SECONDS = 300;
    private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");

    private final S3Target target;
    private final String bucket;
    private final RequestSigner signer;
    private final String nothing = sha256(new byte[0]);
    private final Map<String, Signed> signed = new HashMap<>();
    private RawConnection connection;

    public RawObjectClient(S3Target target, String bucket) {
        this.target = target;
        this.bucket = bucket;
        this.signer = new RequestSigner(target.region(), "s3");
    }

    @Override
    public void get(String key, ExpectedBody expected, Progress progress) throws IOException {
        BodyCheck check = new BodyCheck("GetObject " + key, expected, progress);
        ByteBuffer head = signed.computeIfAbsent("GET " + key, k -> new Signed()).head("GET", key, "", 0, nothing);
        exchange("GetObject " + key, head, null, check::add);
        check.finish();
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        ByteBuffer head = signed.computeIfAbsent("PUT " + key + content.sha256(), k -> new Signed())
                .head("PUT", key, "", content.length(), content.sha256());
        exchange("PutObject " + key, head, content.bytes(), bytes -> { });
    }

    @Override
    public void putParts(String key, ObjectContent part, int parts) throws IOException {
        String created = text("CreateMultipartUpload " + key, "POST", key, "uploads=", new byte[0]);
        Matcher id = UPLOAD_ID.matcher(created);
        if (!id.find()) {
            throw new IOException("CreateMultipartUpload " + key + " gave no UploadId: " + created);
        }
        String upload = "uploadId=" + id.group(1);
        try {
            String list = upload(key, part, parts, upload);
            String done = text("CompleteMultipartUpload " + key, "POST", key, upload,
                    list.getBytes(StandardCharsets.US_ASCII));
            if (!done.contains("<CompleteMultipartUploadResult")) {
                throw new IOException("CompleteMultipartUpload " + key + " failed: " + done);
            }
        } catch (IOException e) {
            abort(key, upload, e);
            throw e;
        }
    }

    private String upload(String key, ObjectContent part, int parts, String upload) throws IOException {
        StringBuilder list = new StringBuilder("<CompleteMultipartUpload>");
        for (int number = 1; number <= parts; number++) {
            ByteBuffer head = request("PUT", key, "partNumber=" + number + "&" + upload, part.length(), part.sha256());
            String etag = exchange("UploadPart " + number + " of " + key, head, part.bytes(), bytes -> { }).etag();
            list.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>").append(etag)
                    .append("</ETag></Part>");
        }
        return list.append("</CompleteMultipartUpload>").toString();
    }

    private void abort(String key, String upload, IOException because) {
        try {
            Undisturbed.run(() -> exchange("AbortMultipartUpload " + key, request("DELETE", key, upload, 0, nothing), null,
                    bytes -> { }));
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private String text(String what, String method, String key, String query, byte[] body) throws IOException {
        StringBuilder text = new StringBuilder();
        exchange(what, request(method, key, query, body.length, sha256(body)), ByteBuffer.wrap(body),
                bytes -> text.append(StandardCharsets.ISO_8859_1.decode(bytes)));
        return text.toString();
    }

    private RawConnection.Answer exchange(String what, ByteBuffer head, ByteBuffer body, RawConnection.Sink sink)
            throws IOException {
        try {
            if (connection == null) {
                connection = RawConnection.open(target);
            }
            RawConnection.Answer answer = connection.exchange(head, body, sink);
            if (answer.status() / 100 != 2) {
                throw new IOException(what + " was answered " + answer.status() + " " + answer.error());
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The head of a request, signed now. */
    private ByteBuffer request(String method, String key, String query, long length, String sha256) {
        HeaderFields fields = new HeaderFields();
        boolean named = target.endpoint().getPort() > 0;
        fields.add("Host", target.endpoint().getHost() + (named ? ":" + target.port() : ""));
        if (!method.equals("GET")) {
            fields.add("Content-Length", Long.toString(length));
        }
        String path = "/" + bucket + "/" + key;
        signer.sign(target.credentials(), method, path, query, fields, sha256, System.currentTimeMillis() / 1000);
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(query.isEmpty() ? "" : "?")
                .append(query).append(" HTTP/1.1\r\n");
        for (int i = 0; i < fields.size(); i++) {
            head.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static String sha256(byte[] bytes) {
        try {
            return Hex.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String description() {
        return "raw driver (a request signed once, sent again and again over one socket)";
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** A request's head as long as its signature is fresh. */
    private final class Signed {

        private ByteBuffer head;
        private long at;

        ByteBuffer head(String method, String key, String query, long length, String sha256) {
            long now = System.nanoTime();
            if (head == null || now - at > FRESH_SECONDS * 1_000_000_000L) {
                head = request(method, key, query, length, sha256);
                at = now;
            }
            return head.duplicate();
        }
    }
}
