package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.signing.UriText;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What one test does at one endpoint, in a bucket of its own, written down as it goes. */
final class S3Session implements AutoCloseable {

    private final Endpoint endpoint;
    private final String bucket;
    private final Transcript transcript;
    private RawHttp http;

    /** Somewhere that speaks S3. */
    record Endpoint(String name, URI uri, Credentials keys) {
    }

    S3Session(Endpoint endpoint, String bucket) {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.transcript = new Transcript(bucket);
    }

    String bucket() {
        return bucket;
    }

    Transcript transcript() {
        return transcript;
    }

    Credentials keys() {
        return endpoint.keys();
    }

    S3Reply put(String key, String body, String... fields) throws IOException {
        return put(key, body.getBytes(StandardCharsets.UTF_8), fields);
    }

    S3Reply put(String key, byte[] body, String... fields) throws IOException {
        return call("PUT", path(key), body, fields);
    }

    S3Reply get(String key, String... fields) throws IOException {
        return call("GET", path(key), null, fields);
    }

    S3Reply head(String key, String... fields) throws IOException {
        return call("HEAD", path(key), null, fields);
    }

    S3Reply delete(String key, String... fields) throws IOException {
        return call("DELETE", path(key), null, fields);
    }

    S3Reply copy(String source, String target, String... fields) throws IOException {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "x-amz-copy-source";
        all[fields.length + 1] = source;
        return call("PUT", path(target), new byte[0], all);
    }

    /** Of the bucket; the query is encoded. */
    S3Reply list(String query) throws IOException {
        return call("GET", "/" + bucket + (query.isEmpty() ? "" : "?" + query), null);
    }

    String path(String key) {
        return "/" + bucket + "/" + UriText.encode(key, true);
    }

    /** @param body null for none and no length; @param fields names and values by turns */
    S3Reply call(String method, String target, byte[] body, String... fields) throws IOException {
        return call(endpoint.keys(), method, target, body, fields);
    }

    S3Reply call(Credentials keys, String method, String target, byte[] body, String... fields) throws IOException {
        HeaderFields all = new HeaderFields().add("Host", endpoint.uri().getAuthority());
        for (int i = 0; i < fields.length; i += 2) {
            all.add(fields[i], fields[i + 1]);
        }
        if (body != null) {
            all.add("Content-Length", Integer.toString(body.length));
        }
        String hash = all.has("x-amz-content-sha256") ? all.get("x-amz-content-sha256")
                : sha256(body == null ? new byte[0] : body);
        connection().signed(keys, method, target, all, hash);
        return exchange(method, target, body);
    }

    /** Without a signature. */
    S3Reply anonymous(String method, String target) throws IOException {
        connection().raw(method + " " + target + " HTTP/1.1\r\nHost: " + endpoint.uri().getAuthority() + "\r\n\r\n");
        return exchange(method, target, null);
    }

    private S3Reply exchange(String method, String target, byte[] body) throws IOException {
        if (body != null) {
            http.raw(body);
        }
        RawHttp.Answer answer = http.flush().answer(method);
        if ("close".equalsIgnoreCase(answer.fields().get("connection"))) {
            http.close();
            http = null;
        }
        S3Reply reply = new S3Reply(answer.status(), answer.fields(), answer.body());
        transcript.add(method, target, reply);
        return reply;
    }

    private RawHttp connection() throws IOException {
        if (http == null) {
            http = new RawHttp(endpoint.uri());
        }
        return http;
    }

    void createBucket() throws IOException {
        assertThat(call("PUT", "/" + bucket, new byte[0]).status()).as("creating " + bucket).isEqualTo(200);
    }

    static String sha256(byte[] body) {
        return HexFormat.of().formatHex(digest("SHA-256", body));
    }

    static String md5Base64(byte[] body) {
        return java.util.Base64.getEncoder().encodeToString(digest("MD5", body));
    }

    static String etag(byte[] body) {
        return '"' + HexFormat.of().formatHex(digest("MD5", body)) + '"';
    }

    static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (http != null) {
            http.close();
        }
    }
}
