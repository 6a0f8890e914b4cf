package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyStatisticsTests {

    private static final long DELAY_NANOS = 50_000_000;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private S3Proxy proxyTo(ScriptedOrigin.Script... scripts) throws IOException {
        ScriptedOrigin origin = new ScriptedOrigin(scripts);
        open.push(origin);
        S3Proxy proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)));
        open.push(proxy);
        return proxy;
    }

    private RawHttp client(URI endpoint) throws IOException {
        RawHttp http = new RawHttp(endpoint);
        open.push(http);
        return http;
    }

    private static void answer(ScriptedOrigin.Peer peer, int status) throws IOException {
        peer.head();
        peer.write("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void count_errors_by_who_made_them() throws Exception {
        S3Proxy proxy = proxyTo(peer -> {
            answer(peer, 404);
            answer(peer, 503);
            answer(peer, 200);
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
        });
        Credentials keys = ThroughProxyTests.CLIENT;
        RawHttp http = client(proxy.endpoint());
        for (int status : new int[] {404, 503, 200}) {
            assertThat(http.signed(keys, "GET", "/b/k", "localhost").exchange().status()).isEqualTo(status);
        }
        assertThatThrownBy(() -> http.signed(keys, "GET", "/b/k", "localhost").exchange()).isInstanceOf(IOException.class);
        assertThat(client(proxy.endpoint()).signed(Credentials.of("OTHER", "s"), "GET", "/b/k", "localhost").exchange()
                .status()).isEqualTo(403);
        assertThat(client(proxy.endpoint()).signed(keys, "PUT", "/b/k", new HeaderFields().add("Host", "localhost")
                .add("Content-Length", "1"), "0".repeat(64)).raw("x").exchange().status()).isEqualTo(400);
        client(proxy.endpoint()).signed(keys, "PUT", "/b/k", new HeaderFields().add("Host", "localhost")
                .add("Content-Length", "2"), "UNSIGNED-PAYLOAD").raw("x").flush().close();
        Eventually.holds("the client is seen to be gone", () -> proxy.statistics().errors().containsKey("client aborted"));
        assertThat(proxy.statistics().errors()).containsOnly(java.util.Map.entry("origin 4xx", 1L),
                java.util.Map.entry("origin 5xx", 1L), java.util.Map.entry("origin aborted", 1L),
                java.util.Map.entry("proxy InvalidAccessKeyId", 1L), java.util.Map.entry("client aborted", 1L),
                java.util.Map.entry("proxy XAmzContentSHA256Mismatch", 1L));
        assertThat(proxy.statistics().refused()).isEqualTo(2);
        assertThat(proxy.statistics().failed()).isEqualTo(2);
    }

    @Test
    void hold_no_time_that_was_spent_waiting_for_the_origin() throws Exception {
        S3Proxy proxy = proxyTo(peer -> {
            for (int i = 0; i < 5; i++) {
                peer.head();
                LockSupport.parkNanos(DELAY_NANOS);
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        RawHttp http = client(proxy.endpoint());
        for (int i = 0; i < 5; i++) {
            assertThat(http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "localhost").exchange().status()).isEqualTo(200);
        }
        Eventually.holds("all are recorded", () -> proxy.statistics().ownTimeNanos().getTotalCount() == 5);
        assertThat(proxy.statistics().ownTimeNanos().getMinValue()).isBetween(1L, DELAY_NANOS / 2);
    }

    @Test
    void are_shown_as_json_on_a_loopback_port_of_their_own() throws Exception {
        S3Proxy proxy = proxyTo(peer -> answer(peer, 200));
        client(proxy.endpoint()).signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "localhost").exchange();
        Eventually.holds("it is recorded", () -> proxy.statistics().ownTimeNanos().getTotalCount() == 1);
        MetricsEndpoint metrics = MetricsEndpoint.serve(new InetSocketAddress("127.0.0.1", 0), proxy::statistics);
        open.push(metrics);
        RawHttp.Answer answer = client(metrics.endpoint()).raw("GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n").exchange();
        JsonNode json = new ObjectMapper().readTree(answer.text());
        assertThat(json.path("requests").asInt()).isEqualTo(1);
        assertThat(json.path("bytesUp").asLong()).isPositive();
        JsonNode own = json.path("ownTimeNanos");
        assertThat(own.path("count").asInt()).isEqualTo(1);
        for (String name : new String[] {"p50", "p90", "p99", "p999"}) {
            assertThat(own.path(name).asLong()).isEqualTo(own.path("max").asLong()).isPositive();
        }
        assertThat(client(metrics.endpoint()).raw("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").exchange().status())
                .isEqualTo(403);
        assertThat(client(proxy.endpoint()).raw("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").exchange().text())
                .doesNotContain("ownTimeNanos");
        assertThatThrownBy(() -> MetricsEndpoint.serve(new InetSocketAddress("0.0.0.0", 0), proxy::statistics))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("loopback");
    }
}
