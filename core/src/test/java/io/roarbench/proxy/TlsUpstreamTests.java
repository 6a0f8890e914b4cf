package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to the origin: its certificate must be trusted, and be for its name. */
class TlsUpstreamTests {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String[] TRUST = {"javax.net.ssl.trustStore", "javax.net.ssl.trustStorePassword",
        "javax.net.ssl.trustStoreType"};

    @TempDir
    Path directory;

    private final String[] before = {System.getProperty(TRUST[0]), System.getProperty(TRUST[1]),
        System.getProperty(TRUST[2])};

    @AfterEach
    void restore() {
        for (int i = 0; i < TRUST.length; i++) {
            if (before[i] == null) {
                System.clearProperty(TRUST[i]);
            } else {
                System.setProperty(TRUST[i], before[i]);
            }
        }
    }

    @Test
    void serves_from_an_origin_whose_certificate_holds() throws Exception {
        assertThat(statusThrough("localhost", true)).isEqualTo(200);
    }

    @Test
    void asks_nothing_of_an_origin_with_a_certificate_for_another_name() throws Exception {
        assertThat(statusThrough("elsewhere.example", true)).isEqualTo(503);
    }

    @Test
    void asks_nothing_of_an_origin_that_is_not_trusted() throws Exception {
        assertThat(statusThrough("localhost", false)).isEqualTo(503);
    }

    /** Of an answer that only the end of the connection ends, TLS tells whether it was the origin that ended it. */
    @Test
    void takes_no_cut_connection_for_the_end_of_an_answer() throws Exception {
        KeyStore keys = selfSigned("localhost");
        trust(keys);
        for (boolean orderly : new boolean[] {true, false}) {
            try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
                    S3Proxy proxy = S3Proxy.start(ProxyOptions.of(URI.create("https://localhost:" + server.getLocalPort()),
                            "us-east-1", ThroughProxyTests.UPSTREAM, AccessKeys.only(ThroughProxyTests.CLIENT)));
                    RawHttp http = new RawHttp(proxy.endpoint())) {
                Thread thread = new Thread(() -> answerToTheEnd(server, keys, orderly), "tls-origin");
                thread.setDaemon(true);
                thread.start();
                http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", "localhost");
                if (orderly) {
                    assertThat(http.exchange().text()).isEqualTo("hello");
                } else {
                    assertThatThrownBy(http::exchange).isInstanceOf(IOException.class);
                }
            }
        }
    }

    private static void answerToTheEnd(ServerSocket server, KeyStore keys, boolean orderly) {
        try (Socket plain = server.accept()) {
            SSLSocket tls = (SSLSocket) context(keys).getSocketFactory().createSocket(plain, null, false);
            tls.setUseClientMode(false);
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) tls.getInputStream().read());
            }
            tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
            tls.getOutputStream().flush();
            if (orderly) {
                tls.close();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the origin of this test does not work", e);
        }
    }

    private int statusThrough(String certified, boolean trusted) throws Exception {
        KeyStore keys = selfSigned(certified);
        if (trusted) {
            trust(keys);
        }
        try (SSLServerSocket server = serve(keys);
                S3Proxy proxy = S3Proxy.start(ProxyOptions.of(URI.create("https://localhost:" + server.getLocalPort()),
                        "us-east-1", ThroughProxyTests.UPSTREAM, AccessKeys.only(ThroughProxyTests.CLIENT)));
                RawHttp http = new RawHttp(proxy.endpoint())) {
            return http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", "localhost").exchange().status();
        }
    }

    private void trust(KeyStore keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("origin", keys.getCertificate("key"));
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        System.setProperty(TRUST[0], file.toString());
        System.setProperty(TRUST[1], new String(PASSWORD));
        System.setProperty(TRUST[2], "PKCS12");
    }

    private static SSLServerSocket serve(KeyStore keys) throws Exception {
        SSLServerSocket server = (SSLServerSocket) context(keys).getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName("localhost"));
        Thread thread = new Thread(() -> answer(server), "tls-origin");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void answer(SSLServerSocket server) {
        try (var socket = server.accept()) {
            if (socket.getInputStream().read() == 'G') {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes("US-ASCII"));
                socket.getOutputStream().flush();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (java.io.IOException e) {
            // The proxy refused the handshake, or the test is over: its answer is what counts.
        }
    }

    private static KeyStore selfSigned(String name) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        Date now = new Date();
        var builder = new JcaX509v3CertificateBuilder(subject, BigInteger.ONE, new Date(now.getTime() - 86_400_000L),
                new Date(now.getTime() + 86_400_000L), subject, pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        var certificate = new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("key", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        return keys;
    }
}
