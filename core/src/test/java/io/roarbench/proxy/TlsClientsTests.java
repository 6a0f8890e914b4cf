package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.tls.LocalAuthority;
import io.roarbench.proxy.tls.ServerTls;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.s3.origin.EmbeddedS3;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** TLS with clients, by a certificate authority of this machine's own. */
class TlsClientsTests {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @TempDir
    Path directory;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<LineageEvent> events = new LinkedBlockingQueue<>();
    private LocalAuthority authority;

    @BeforeEach
    void makeAuthority() throws IOException {
        authority = LocalAuthority.in(directory.resolve("tls"), List.of());
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private S3Proxy proxyTo(URI upstream) throws IOException {
        ProxyOptions options = ProxyOptions.of(upstream, "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add);
        S3Proxy proxy = S3Proxy.start(options.with(new ProxyOptions.Tls(
                ServerTls.of(authority, options.listen(), List.of()), null)));
        open.push(proxy);
        return proxy;
    }

    private EmbeddedS3 origin() throws IOException {
        EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM));
        open.push(origin);
        return origin;
    }

    private TrustManager[] trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority.certificateFile())) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** A connection on which the name is asked for and checked as HTTPS does. */
    private SSLSocket connect(S3Proxy proxy, String name, String protocol, TrustManager[] trust) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        Socket plain = new Socket("127.0.0.1", proxy.endpoint().getPort());
        plain.setSoTimeout(15_000);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
        open.push(socket);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    @Test
    void serves_the_sdk_which_then_sends_its_unsigned_trailers() throws Exception {
        S3Proxy proxy = proxyTo(origin().endpoint());
        TrustManager[] trust = trust();
        byte[] body = new byte[3_000_001];
        new Random(5).nextBytes(body);
        try (S3Client s3 = S3Client.builder().endpointOverride(proxy.endpoint()).region(Region.US_EAST_1)
                .forcePathStyle(true).credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        ThroughProxyTests.CLIENT.accessKey(), ThroughProxyTests.CLIENT.secret())))
                .httpClientBuilder(ApacheHttpClient.builder().tlsTrustManagersProvider(() -> trust)).build()) {
            s3.createBucket(b -> b.bucket("bucket"));
            s3.putObject(b -> b.bucket("bucket").key("a b+c"), RequestBody.fromBytes(body));
            assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key("a b+c")).asByteArray()).isEqualTo(body);
        }
        assertThat(proxy.endpoint().getScheme()).isEqualTo("https");
        assertThat(proxy.stop(Duration.ofSeconds(5))).as("ended in order").isTrue();
    }

    @Test
    void is_certified_for_every_name_it_is_asked_by() throws Exception {
        S3Proxy proxy = proxyTo(origin().endpoint());
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            for (String name : new String[] {"localhost", "127.0.0.1", "::1", "bucket.localhost", "dotted.bucket.localhost"}) {
                SSLSocket socket = connect(proxy, name, protocol, trust());
                assertThat(socket.getApplicationProtocol()).as(name).isEqualTo("http/1.1");
            }
        }
    }

    @Test
    void is_certified_for_no_other_name() throws Exception {
        S3Proxy proxy = proxyTo(origin().endpoint());
        assertThatThrownBy(() -> connect(proxy, "s3.amazonaws.com", "TLSv1.3", trust()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void is_trusted_by_nobody_who_was_not_told_to() throws Exception {
        S3Proxy proxy = proxyTo(origin().endpoint());
        assertThatThrownBy(() -> connect(proxy, "localhost", "TLSv1.3", null)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void answers_nothing_to_a_client_that_speaks_no_tls() throws Exception {
        S3Proxy proxy = proxyTo(origin().endpoint());
        try (Socket socket = new Socket("127.0.0.1", proxy.endpoint().getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] got;
            try {
                got = socket.getInputStream().readAllBytes();
            } catch (java.net.SocketException e) {
                got = new byte[0]; // A reset is as good as an end.
            }
            assertThat(new String(got, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/");
        }
        assertThat(proxy.statistics().requests()).isZero();
    }

    @Test
    void takes_buckets_as_hosts() throws Exception {
        ScriptedOrigin origin = new ScriptedOrigin(peer -> {
            peer.head();
            peer.write(OK);
            peer.readToEnd();
        });
        open.push(origin);
        SSLSocket socket = connect(proxyTo(origin.endpoint()), "b.localhost", "TLSv1.3", trust());
        socket.getOutputStream().write(signed("GET", "/k", "b.localhost"));
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(origin.heads().peek()).startsWith("GET /b/k HTTP/1.1\r\n");
    }

    private static byte[] signed(String method, String path, String host) {
        HeaderFields fields = new HeaderFields().add("Host", host);
        new io.roarbench.proxy.signing.RequestSigner("us-east-1", "s3").sign(ThroughProxyTests.CLIENT, method, path, "",
                fields, "UNSIGNED-PAYLOAD", System.currentTimeMillis() / 1000);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        for (int i = 0; i < fields.size(); i++) {
            head.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void says_no_goodbye_when_the_origin_is_cut_within_an_answer() throws Exception {
        ScriptedOrigin origin = new ScriptedOrigin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello");
        });
        open.push(origin);
        SSLSocket socket = connect(proxyTo(origin.endpoint()), "localhost", "TLSv1.3", trust());
        socket.getOutputStream().write(signed("GET", "/b/k", "localhost"));
        assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                .isInstanceOfAny(SSLException.class, java.net.SocketException.class);
        assertThat(events.poll(60, TimeUnit.SECONDS).outcome()).isEqualTo(LineageEvent.Outcome.ABORTED);
    }

    @Test
    void is_an_upstream_for_another_proxy_that_is_told_to_trust_it() throws Exception {
        ScriptedOrigin origin = new ScriptedOrigin(peer -> {
            peer.head();
            peer.write(OK);
            peer.readToEnd();
        });
        open.push(origin);
        URI upstream = proxyTo(origin.endpoint()).endpoint();
        ProxyOptions options = ProxyOptions.of(upstream, "us-east-1", ThroughProxyTests.CLIENT,
                AccessKeys.only(ThroughProxyTests.CLIENT));
        for (boolean trusting : new boolean[] {true, false}) {
            try (S3Proxy front = S3Proxy.start(options.with(new ProxyOptions.Tls(null,
                    trusting ? authority.certificateFile() : null)));
                    var http = new io.roarbench.proxy.wire.RawHttp(front.endpoint())) {
                var answer = http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "localhost").exchange();
                assertThat(answer.status()).isEqualTo(trusting ? 200 : 503);
                if (!trusting) {
                    assertThat(answer.text()).contains("certificate is not trusted").doesNotContain(upstream.getHost());
                    assertThat(front.statistics().upstreamTrouble()).contains("certification path");
                }
            }
        }
    }
}
