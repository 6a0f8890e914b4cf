package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.tls.LocalAuthority;
import io.roarbench.proxy.tls.ServerTls;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** Whatever form a body comes in, it goes up in the form that was chosen, and is the same body. */
class UploadSigningTests {

    private static final int FRAME = 64 << 10;
    private static final int[] SIZES = {0, 1, FRAME - 1, FRAME, FRAME + 1, (1 << 20) + 1, 3_000_001};

    @TempDir
    Path directory;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private LocalAuthority authority;
    private EmbeddedS3 origin;

    @BeforeEach
    void start() throws IOException {
        authority = LocalAuthority.in(directory.resolve("tls"), List.of());
        origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM));
        open.push(origin);
        try (S3Client s3 = S3Clients.client(origin.endpoint(), ThroughProxyTests.UPSTREAM)) {
            s3.createBucket(b -> b.bucket("bucket"));
        }
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private S3Proxy proxy(URI upstream, UploadSigning uploads, boolean tls) throws IOException {
        ProxyOptions options = ProxyOptions.of(upstream, "us-east-1", ThroughProxyTests.UPSTREAM,
                key -> AccessKeys.only(key.equals(ThroughProxyTests.CLIENT.accessKey()) ? ThroughProxyTests.CLIENT
                        : ThroughProxyTests.UPSTREAM).find(key)).with(new ProxyOptions.Tls(
                tls ? ServerTls.of(authority, new java.net.InetSocketAddress("127.0.0.1", 0), List.of()) : null,
                authority.certificateFile())).with(uploads);
        S3Proxy proxy = S3Proxy.start(options);
        open.push(proxy);
        return proxy;
    }

    private S3Client client(S3Proxy proxy, boolean checksums) throws Exception {
        java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = java.nio.file.Files.newInputStream(authority.certificateFile())) {
            store.setCertificateEntry("ca", java.security.cert.CertificateFactory.getInstance("X.509")
                    .generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        S3ClientBuilder builder = S3Client.builder().endpointOverride(proxy.endpoint()).region(Region.US_EAST_1)
                .forcePathStyle(true).credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        ThroughProxyTests.CLIENT.accessKey(), ThroughProxyTests.CLIENT.secret())))
                .requestChecksumCalculation(checksums ? RequestChecksumCalculation.WHEN_SUPPORTED
                        : RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(ApacheHttpClient.builder().tlsTrustManagersProvider(trust::getTrustManagers));
        S3Client client = builder.build();
        open.push(client);
        return client;
    }

    private static void putsAndGets(S3Client s3) {
        Random random = new Random(11);
        for (int size : SIZES) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            s3.putObject(b -> b.bucket("bucket").key("k" + size).contentEncoding("x-own"), RequestBody.fromBytes(body));
            var got = s3.getObjectAsBytes(b -> b.bucket("bucket").key("k" + size));
            assertThat(got.asByteArray()).as("%d bytes", size).isEqualTo(body);
            assertThat(got.response().contentEncoding()).isEqualTo("x-own");
        }
        for (ChecksumAlgorithm algorithm : new ChecksumAlgorithm[] {ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA1,
            ChecksumAlgorithm.SHA256}) {
            s3.putObject(b -> b.bucket("bucket").key("sum").checksumAlgorithm(algorithm), RequestBody.fromString("hello"));
            assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key("sum")).asUtf8String()).isEqualTo("hello");
        }
    }

    @Test
    void signs_what_came_unsigned_over_tls() throws Exception {
        for (boolean checksums : new boolean[] {true, false}) {
            putsAndGets(client(proxy(origin.endpoint(), UploadSigning.SIGNED, true), checksums));
        }
    }

    @Test
    void needs_no_signatures_over_tls() throws Exception {
        S3Proxy back = proxy(origin.endpoint(), UploadSigning.AS_RECEIVED, true);
        for (boolean checksums : new boolean[] {true, false}) {
            putsAndGets(client(proxy(back.endpoint(), UploadSigning.UNSIGNED, false), checksums));
        }
    }

    @Test
    void sends_no_unsigned_payload_where_all_is_to_be_signed() throws Exception {
        ScriptedOrigin scripted = scripted();
        S3Proxy proxy = proxy(scripted.endpoint(), UploadSigning.SIGNED, false);
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            for (String method : new String[] {"PUT", "GET"}) {
                HeaderFields fields = new HeaderFields().add("Host", "localhost").add("Content-Encoding", "gzip");
                if (method.equals("PUT")) {
                    fields.add("Content-Length", "5");
                }
                http.signed(ThroughProxyTests.CLIENT, method, "/bucket/k", fields, "UNSIGNED-PAYLOAD")
                        .raw(method.equals("PUT") ? "hello" : "");
                assertThat(http.flush().answer(method).status()).isEqualTo(200);
            }
        }
        String[] heads = scripted.heads().toArray(String[]::new);
        assertThat(heads[0]).contains("x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\n",
                "x-amz-decoded-content-length: 5\r\n", "Content-Encoding: aws-chunked,gzip\r\n");
        assertThat(heads[1]).contains("x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb924");
    }

    /** Takes whole requests, and answers 200. */
    private ScriptedOrigin scripted() throws IOException {
        ScriptedOrigin scripted = new ScriptedOrigin(peer -> {
            while (true) {
                String head = peer.head();
                var length = java.util.regex.Pattern.compile("(?i)\r\ncontent-length: (\\d+)").matcher(head);
                peer.read(length.find() ? Integer.parseInt(length.group(1)) : 0);
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        open.push(scripted);
        return scripted;
    }

    @Test
    void refuses_a_wrong_body_that_it_frames_anew() throws Exception {
        S3Proxy proxy = proxy(origin.endpoint(), UploadSigning.SIGNED, false);
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            HeaderFields fields = new HeaderFields().add("Host", "localhost").add("x-amz-trailer", "x-amz-checksum-crc32")
                    .add("x-amz-decoded-content-length", "5").add("Content-Encoding", "aws-chunked")
                    .add("Content-Length", "46");
            http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/wrong", fields, "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                    .raw("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
            assertThat(http.exchange().text()).contains("<Code>BadDigest</Code>");
        }
        try (S3Client s3 = S3Clients.client(origin.endpoint(), ThroughProxyTests.UPSTREAM)) {
            assertThat(s3.listObjectsV2(b -> b.bucket("bucket")).contents()).isEmpty();
        }
        assertThat(proxy.stop(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void sends_nothing_unsigned_in_the_clear() {
        assertThatThrownBy(() -> proxy(URI.create("http://127.0.0.1:1"), UploadSigning.UNSIGNED, false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("https");
    }
}
