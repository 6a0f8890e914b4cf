package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.LineageEvent.Outcome;
import io.roarbench.proxy.lineage.S3Operation;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The network, the origin or the client fails: nobody takes a part for the whole. */
class ProxyFaultTests {

    private static final String OK = "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 5\r\n\r\nhello";

    private final BlockingQueue<LineageEvent> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private S3Proxy proxy;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ScriptedOrigin origin(ScriptedOrigin.Script... scripts) throws IOException {
        ScriptedOrigin origin = new ScriptedOrigin(scripts);
        open.add(origin);
        proxyTo(origin.endpoint());
        return origin;
    }

    private void proxyTo(URI upstream) throws IOException {
        proxy = S3Proxy.start(ProxyOptions.of(upstream, "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add));
        open.add(proxy);
    }

    private RawHttp client() throws IOException {
        RawHttp http = new RawHttp(proxy.endpoint());
        open.add(http);
        return http;
    }

    private static RawHttp get(RawHttp http, String key) {
        return http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/" + key, "localhost");
    }

    private static RawHttp put(RawHttp http, int length) {
        return http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/key", new HeaderFields().add("Host", "localhost")
                .add("Content-Length", Integer.toString(length)), "UNSIGNED-PAYLOAD");
    }

    private LineageEvent event() throws InterruptedException {
        LineageEvent event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("a lineage event").isNotNull();
        return event;
    }

    @Test
    void answers_503_when_the_origin_is_down_and_goes_on() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        proxyTo(URI.create("http://127.0.0.1:" + port));
        RawHttp http = client();
        for (int i = 0; i < 3; i++) {
            RawHttp.Answer answer = get(http, "k").exchange();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("<Code>ServiceUnavailable</Code>", "<RequestId>")
                    .doesNotContain("127.0.0.1:" + port);
            LineageEvent event = event();
            assertThat(event.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(event.effect()).isEqualTo(S3Operation.Effect.NONE);
        }
    }

    @Test
    void cuts_the_client_when_the_origin_is_cut_within_an_answer() throws Exception {
        for (boolean reset : new boolean[] {true, false}) {
            for (String head : new String[] {"Content-Length: 1000", "Transfer-Encoding: chunked"}) {
                origin(peer -> {
                    peer.head();
                    peer.write("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n40\r\n" + "x".repeat(64));
                    if (reset) {
                        peer.reset();
                    }
                });
                assertThatThrownBy(() -> get(client(), "k").exchange()).isInstanceOf(IOException.class);
                assertThat(event().outcome()).isEqualTo(Outcome.ABORTED);
            }
        }
    }

    @Test
    void answers_502_when_the_origin_hangs_up_without_an_answer_or_talks_nonsense() throws Exception {
        for (String nonsense : new String[] {"", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"
                + "Content-Length: 2\r\n\r\nab", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n"}) {
            origin(peer -> {
                peer.head();
                peer.write(nonsense);
            });
            RawHttp.Answer answer = put(client(), 0).exchange();
            assertThat(answer.status()).as(nonsense).isEqualTo(502);
            assertThat(event().outcome()).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void asks_again_on_a_fresh_connection_when_a_kept_one_was_stale() throws Exception {
        ScriptedOrigin origin = origin(peer -> {
            peer.head();
            peer.write(OK);
            peer.head();
            peer.reset();
        }, peer -> {
            peer.head();
            peer.write(OK);
            peer.readToEnd();
        });
        RawHttp http = client();
        assertThat(get(http, "a").exchange().text()).isEqualTo("hello");
        assertThat(get(http, "b").exchange().text()).isEqualTo("hello");
        assertThat(origin.connections()).isEqualTo(2);
        assertThat(event().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(event().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(events).isEmpty();
    }

    @Test
    void never_sends_a_body_twice() throws Exception {
        ScriptedOrigin origin = origin(peer -> {
            peer.head();
            peer.write(OK);
            peer.head();
            peer.reset();
        });
        RawHttp http = client();
        assertThat(get(http, "a").exchange().text()).isEqualTo("hello");
        assertThat(put(http, 3).raw("abc").exchange().status()).isEqualTo(502);
        assertThat(origin.connections()).isOne();
    }

    @Test
    void tells_the_client_of_an_early_refusal_while_it_still_sends() throws Exception {
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!!");
            peer.readToEnd();
        });
        RawHttp http = client();
        RawHttp.Answer answer = put(http, 1 << 20).raw("x".repeat(1000)).exchange();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.fields()).containsEntry("connection", "close");
        assertThat(event().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void never_reuses_a_connection_on_which_the_origin_still_expects_a_body() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        ScriptedOrigin origin = origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno");
            await(sent);
            peer.write("!!");
            peer.readToEnd();
        }, peer -> {
            peer.head();
            peer.write(OK);
            peer.readToEnd();
        });
        RawHttp refused = put(client(), 2000).raw("x".repeat(1000)).flush();
        Eventually.holds("the answer has begun", () -> proxy.statistics().bytesDown() > 0);
        refused.raw("x".repeat(1000)).flush();
        // A round trip of another client on the same loop: the rest of the body has been read before it.
        assertThat(client().raw("GET / HTTP/1.1\r\nHost: h\r\n\r\n").exchange().status()).isEqualTo(403);
        sent.countDown();
        assertThat(refused.answer("PUT").text()).isEqualTo("no!!");
        assertThat(get(client(), "k").exchange().text()).isEqualTo("hello");
        assertThat(origin.connections()).isEqualTo(2);
    }

    @Test
    void cancels_the_origin_when_the_client_leaves_within_an_answer() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + "x".repeat(1000));
            peer.readToEnd();
            cancelled.countDown();
        });
        RawHttp http = get(client(), "k").flush();
        assertThat(http.socket().getInputStream().read()).isPositive();
        http.close();
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        LineageEvent event = event();
        assertThat(event.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(event.bytesOut()).isLessThanOrEqualTo(1000);
    }

    @Test
    void never_ends_the_origins_request_when_the_client_leaves_within_its_body() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        int[] got = new int[1];
        origin(peer -> {
            peer.head();
            asked.countDown();
            got[0] = peer.readToEnd();
            cancelled.countDown();
        });
        RawHttp http = put(client(), 1000).raw("x".repeat(999)).flush();
        asked.await();
        http.close();
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(got[0]).isLessThan(1000);
        assertThat(event().outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void cancels_the_origin_when_the_client_resets_its_connection_within_a_body() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        origin(peer -> {
            peer.head();
            asked.countDown();
            peer.readToEnd();
            cancelled.countDown();
        });
        RawHttp http = put(client(), 1000).raw("x".repeat(10)).flush();
        asked.await();
        http.socket().setSoLinger(true, 0);
        http.close();
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(event().outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void gives_up_on_an_origin_that_does_not_answer() throws Exception {
        ScriptedOrigin origin = new ScriptedOrigin(ScriptedOrigin.Peer::readToEnd);
        open.add(origin);
        proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add).with(new ProxyOptions.Timeouts(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1))));
        open.add(proxy);
        assertThat(get(client(), "k").exchange().status()).isEqualTo(504);
        assertThat(event().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void lets_what_is_under_way_end_when_it_is_stopped() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        origin(peer -> {
            peer.head();
            asked.countDown();
            await(answer);
            peer.write(OK);
            peer.readToEnd();
        });
        RawHttp http = get(client(), "k").flush();
        asked.await();
        boolean[] ended = new boolean[1];
        Thread stopping = new Thread(() -> ended[0] = proxy.stop(Duration.ofSeconds(10)));
        stopping.start();
        Eventually.refusesConnections(proxy);
        answer.countDown();
        assertThat(http.answer("GET").text()).isEqualTo("hello");
        stopping.join();
        assertThat(ended[0]).isTrue();
        assertThat(event().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void does_not_hold_what_a_slow_client_does_not_read() throws Exception {
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\n");
            String block = "x".repeat(1 << 20);
            for (int i = 0; i < 476; i++) {
                peer.write(block);
            }
        });
        RawHttp slow = get(client(), "k").flush();
        Eventually.holds("the answer flows", () -> proxy.statistics().bytesDown() > 10_000);
        long[] before = {-1};
        Eventually.holds("the flow has stopped", () -> {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            long now = proxy.statistics().bytesDown();
            boolean same = now == before[0];
            before[0] = now;
            return same;
        });
        assertThat(proxy.statistics().bytesDown()).isLessThan(32 << 20);
        slow.close();
        assertThat(event().outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void does_not_hold_what_a_slow_origin_does_not_read() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        origin(peer -> {
            peer.head();
            await(done);
        });
        RawHttp client = put(client(), 500_000_000).flush();
        Thread sending = new Thread(() -> {
            byte[] block = new byte[1 << 20];
            try {
                for (int i = 0; i < 476; i++) {
                    client.socket().getOutputStream().write(block);
                }
            } catch (IOException e) {
                return; // Closed below: nobody read it.
            }
        });
        sending.start();
        Eventually.holds("the body flows", () -> proxy.statistics().bytesUp() > 1 << 19);
        long[] before = {-1};
        Eventually.holds("the flow has stopped", () -> {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            long now = proxy.statistics().bytesUp();
            boolean same = now == before[0];
            before[0] = now;
            return same;
        });
        assertThat(proxy.statistics().bytesUp()).isLessThan(32 << 20);
        client.socket().setSoLinger(true, 0); // An orderly end could not be seen: it waits behind the bytes.
        client.close();
        sending.join();
        assertThat(event().outcome()).isEqualTo(Outcome.ABORTED);
        done.countDown();
    }

    @Test
    void passes_repeated_fields_and_strips_those_of_the_connection() throws Exception {
        ScriptedOrigin origin = origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nX-Two: 1\r\nX-Two: 2\r\nConnection: x-hop, close\r\nX-Hop: y\r\n"
                    + "Keep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\nServer: odd\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        });
        RawHttp http = client();
        http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", new HeaderFields().add("Host", "localhost")
                .add("Connection", "keep-alive, X-Mine").add("X-Mine", "1").add("TE", "trailers")
                .add("Proxy-Authorization", "secret"), "UNSIGNED-PAYLOAD");
        RawHttp.Answer answer = http.exchange();
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.fields()).containsEntry("x-two", "1,2").containsEntry("server", "odd")
                .doesNotContainKeys("x-hop", "keep-alive", "connection");
        assertThat(origin.heads().peek().toLowerCase(java.util.Locale.ROOT)).doesNotContain("x-mine", "\nte:",
                "proxy-authorization", "akidclient");
    }
}
