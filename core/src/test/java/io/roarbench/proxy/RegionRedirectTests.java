package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket that is in another region: asked for there, once, and never at a host that is not the origin's own. */
class RegionRedirectTests {

    private static final String HOME = "s3.us-east-1.amazonaws.com";
    private static final String EU = "s3.eu-west-1.amazonaws.com";
    private static final String OK = "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 5\r\n\r\nhello";
    private static final String MOVED = "HTTP/1.1 301 Moved Permanently\r\nx-amz-bucket-region: eu-west-1\r\n"
            + "Content-Length: 3\r\n\r\nno!";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<LineageEvent> events = new LinkedBlockingQueue<>();
    private final Queue<String> resolved = new ConcurrentLinkedQueue<>();
    private S3Proxy proxy;

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /** Names of hosts that are this machine; others do not exist. */
    private final class Names extends AddressResolverGroup<InetSocketAddress> {
        private final Map<String, String> known;

        Names(Map<String, String> known) {
            this.known = known;
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) throws Exception {
                    resolved.add(name);
                    if (known.containsKey(name)) {
                        promise.setSuccess(InetAddress.getByName(known.get(name)));
                    } else {
                        promise.setFailure(new UnknownHostException(name));
                    }
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    promise.setFailure(new UnknownHostException(name));
                }
            }.asAddressResolver();
        }
    }

    private ScriptedOrigin origin(String host, ScriptedOrigin.Script... scripts) throws IOException {
        ScriptedOrigin origin = new ScriptedOrigin(scripts);
        open.push(origin);
        start(host, origin.endpoint().getPort(), "127.0.0.1");
        return origin;
    }

    private void start(String host, int port, String eu) throws IOException {
        proxy = S3Proxy.start(ProxyOptions.of(URI.create("http://" + host + ":" + port), "us-east-1",
                ThroughProxyTests.UPSTREAM, AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add),
                new Names(Map.of(host, "127.0.0.1", EU, eu, "zone2." + host, "127.0.0.1")));
        open.push(proxy);
    }

    private static ScriptedOrigin.Script answers(String... answers) {
        return peer -> {
            for (String answer : answers) {
                peer.head();
                peer.write(answer);
            }
            peer.readToEnd();
        };
    }

    private RawHttp client() throws IOException {
        RawHttp http = new RawHttp(proxy.endpoint());
        open.push(http);
        return http;
    }

    private RawHttp.Answer get() throws IOException {
        return client().signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", "localhost").exchange();
    }

    private RawHttp put(int length, boolean asks) throws IOException {
        HeaderFields fields = new HeaderFields().add("Host", "localhost").add("Content-Length", Integer.toString(length));
        if (asks) {
            fields.add("Expect", "100-continue");
        }
        return client().signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", fields, "UNSIGNED-PAYLOAD");
    }

    private static String error(String code, String more) {
        String xml = "<Error><Code>" + code + "</Code>" + more + "</Error>";
        return "HTTP/1.1 400 Bad Request\r\nContent-Length: " + xml.length() + "\r\n\r\n" + xml;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void is_asked_for_where_the_origin_says_that_it_is(int way) throws Exception {
        String redirect = switch (way) {
            case 0 -> MOVED;
            case 1 -> "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://bucket.s3.eu-west-1.amazonaws.com/k\r\n"
                    + "Content-Length: 0\r\n\r\n";
            case 2 -> error("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>");
            default -> "HTTP/1.1 301 Moved\r\nLocation: https://bucket.s3-eu-west-1.amazonaws.com/k\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n";
        };
        ScriptedOrigin origin = origin(HOME, answers(redirect), answers(OK, OK));
        assertThat(get().text()).isEqualTo("hello");
        assertThat(get().text()).as("remembered").isEqualTo("hello");
        assertThat(resolved).containsExactly(HOME, EU);
        List<String> heads = List.copyOf(origin.heads());
        assertThat(heads).hasSize(3);
        assertThat(heads.get(0)).contains("Host: " + HOME, "/us-east-1/s3/aws4_request");
        for (String head : heads.subList(1, 3)) {
            assertThat(head).startsWith("GET /bucket/k HTTP/1.1\r\n").contains("Host: " + EU, "/eu-west-1/s3/aws4_request")
                    .containsOnlyOnce("Host: ").containsOnlyOnce("Authorization: ");
        }
        assertThat(event().outcome()).isEqualTo(LineageEvent.Outcome.COMPLETED);
        assertThat(event().outcome()).isEqualTo(LineageEvent.Outcome.COMPLETED);
        assertThat(events).isEmpty();
    }

    private LineageEvent event() throws InterruptedException {
        LineageEvent event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("a lineage event").isNotNull();
        return event;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest", "http://evil.example:PORT/k",
        "http://s3.eu-west-1.amazonaws.com.evil.example:PORT/", "http://ec2-1.compute.amazonaws.com:PORT/",
        "http://s3.us-east-1.amazonaws.com:PORT@evil.example:PORT/", "http://s3.eu_west-1.amazonaws.com/", "//evil.example/",
        "/bucket/k", "gopher://s3.eu-west-1.amazonaws.com/", "http://[::1]:PORT/"})
    void never_asks_a_host_that_is_not_the_origins(String location) throws Exception {
        String[] hosts = {HOME, "s3.lab.example"};
        for (String host : hosts) {
            resolved.clear();
            ScriptedOrigin origin = origin(host, peer -> {
                peer.head();
                peer.write("HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                        + location.replace("PORT", proxy.endpoint().getPort() + "") + "\r\nContent-Length: 0\r\n\r\n");
                peer.readToEnd();
            });
            RawHttp.Answer answer = get();
            assertThat(answer.status()).isEqualTo(307);
            assertThat(resolved).containsExactly(host);
            assertThat(origin.connections()).isOne();
        }
    }

    @Test
    void may_be_at_a_host_below_the_origins_own() throws Exception {
        ScriptedOrigin origin = origin("s3.lab.example", peer -> {
            String head = peer.head();
            peer.write(head.contains("Host: zone2.") ? OK : "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://"
                    + "bucket.zone2.s3.lab.example:" + head.replaceAll("(?s).*Host: [^:]*:(\\d+).*", "$1")
                    + "/k\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        });
        assertThat(get().text()).isEqualTo("hello");
        assertThat(resolved).containsExactly("s3.lab.example", "zone2.s3.lab.example");
        assertThat(origin.connections()).isEqualTo(2);
    }

    @Test
    void is_not_looked_for_twice() throws Exception {
        ScriptedOrigin origin = origin(HOME, answers(MOVED), answers(MOVED.replace("eu-west-1", "us-east-1")), answers(OK));
        assertThat(get().status()).isEqualTo(301);
        assertThat(origin.connections()).isEqualTo(2);
    }

    @Test
    void leaves_other_errors_alone() throws Exception {
        ScriptedOrigin origin = origin(HOME, answers(error("InvalidArgument", "<Region>eu-west-1</Region>")));
        assertThat(get().text()).contains("InvalidArgument");
        assertThat(origin.connections()).isOne();
    }

    @Test
    void gets_the_body_of_a_client_that_asked_first_only_where_it_is() throws Exception {
        ScriptedOrigin origin = origin(HOME, answers(MOVED), peer -> {
            peer.head();
            assertThat(new String(peer.read(5))).isEqualTo("hello");
            peer.write(OK);
            peer.readToEnd();
        });
        RawHttp http = put(5, true);
        assertThat(http.exchange().status()).isEqualTo(100);
        assertThat(http.raw("hello").flush().answer("PUT").status()).isEqualTo(200);
        assertThat(origin.connections()).isEqualTo(2);
        assertThat(List.copyOf(origin.heads()).get(0)).contains("Expect: 100-continue");
        assertThat(List.copyOf(origin.heads()).get(1)).doesNotContain("Expect:");
        assertThat(event().bytesIn()).isEqualTo(5);
    }

    @Test
    void gets_a_small_body_again() throws Exception {
        origin(HOME, peer -> {
            peer.head();
            peer.read(5);
            peer.write(MOVED);
            peer.readToEnd();
        }, peer -> {
            peer.head();
            peer.write(new String(peer.read(5)).equals("hello") ? OK : "HTTP/1.1 500 Lost\r\nContent-Length: 0\r\n\r\n");
            peer.readToEnd();
        });
        assertThat(put(5, false).raw("hello").exchange().status()).isEqualTo(200);
        assertThat(event().bytesIn()).isEqualTo(5);
    }

    @Test
    void gets_a_large_body_when_the_client_sends_it_again() throws Exception {
        int size = 100_000;
        ScriptedOrigin.Script redirects = peer -> {
            peer.head();
            peer.read(size);
            peer.write(MOVED);
            peer.readToEnd();
        };
        ScriptedOrigin origin = origin(HOME, redirects, peer -> {
            peer.head();
            peer.read(size);
            peer.write(OK);
            peer.readToEnd();
        });
        assertThat(put(size, false).raw("x".repeat(size)).exchange().status()).isEqualTo(301);
        assertThat(origin.connections()).isOne();
        assertThat(put(size, false).raw("x".repeat(size)).exchange().status()).isEqualTo(200);
        assertThat(resolved).containsExactly(HOME, EU);
    }

    @Test
    void gets_a_body_from_an_origin_that_never_says_go_on() throws Exception {
        origin(HOME, peer -> {
            peer.head();
            peer.read(5);
            peer.write(OK);
            peer.readToEnd();
        });
        RawHttp http = put(5, true);
        assertThat(http.exchange().status()).isEqualTo(100);
        assertThat(http.raw("hello").flush().answer("PUT").status()).isEqualTo(200);
    }

    @Test
    void gets_the_signed_chunks_of_the_sdk_signed_for_its_region() throws Exception {
        ScriptedOrigin origin = new ScriptedOrigin(answers(MOVED));
        open.push(origin);
        EmbeddedS3 there = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM)
                .on(new InetSocketAddress("127.0.0.2", origin.endpoint().getPort())));
        open.push(there);
        start(HOME, origin.endpoint().getPort(), "127.0.0.2");
        try (S3Client direct = S3Clients.client(there.endpoint(), ThroughProxyTests.UPSTREAM)) {
            direct.createBucket(b -> b.bucket("bucket"));
        }
        byte[] body = new byte[1_000_001];
        new Random(3).nextBytes(body);
        try (S3Client s3 = S3Clients.client(proxy.endpoint(), ThroughProxyTests.CLIENT)) {
            s3.putObject(b -> b.bucket("bucket").key("k"), RequestBody.fromBytes(body));
            assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key("k")).asByteArray()).isEqualTo(body);
        }
        assertThat(origin.heads()).hasSize(1);
        assertThat(origin.heads().peek()).contains("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "Expect: 100-continue");
    }
}
