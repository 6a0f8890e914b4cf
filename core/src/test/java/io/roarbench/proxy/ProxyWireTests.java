package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire on both sides, message by message. */
class ProxyWireTests extends ScriptedProxy {

    /** More of them: {@code -Droarbench.proxy.keepalive=100000}. */
    private static final int MANY = Integer.getInteger("roarbench.proxy.keepalive", 3000);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    /** Answers each request without a body with that; the same on every connection. */
    private static ScriptedOrigin.Script always(String answer) {
        return peer -> {
            while (true) {
                peer.head();
                peer.write(answer);
            }
        };
    }

    private RawHttp.Answer get(String target) throws IOException {
        return http.signed(ThroughProxyTests.CLIENT, "GET", target, "localhost").exchange();
    }

    private String lastHead() {
        return origin.heads().toArray(String[]::new)[origin.heads().size() - 1];
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"HEAD|HTTP/1.1 200 OK%Content-Length: 100000%%|200",
        "HEAD|HTTP/1.1 404 Not Found%Content-Length: 300%Content-Type: application/xml%%|404",
        "HEAD|HTTP/1.1 200 OK%Transfer-Encoding: chunked%%|200", "DELETE|HTTP/1.1 204 No Content%%|204",
        "GET|HTTP/1.1 304 Not Modified%Content-Length: 77%ETag: \"e\"%%|304", "GET|HTTP/1.1 200 OK%Content-Length: 0%%|200",
        "GET|HTTP/1.1 103 Early Hints%Link: x%%HTTP/1.1 200 OK%Content-Length: 0%%|200",
        "GET|HTTP/1.1 100 Continue%%HTTP/1.1 200 OK%Content-Length: 0%%|200"})
    void answers_without_a_body_leave_both_connections_usable(String method, String answer, int status) throws Exception {
        origin(always(answer.replace("%", "\r\n")));
        for (int i = 0; i < 3; i++) {
            RawHttp.Answer got = http.signed(ThroughProxyTests.CLIENT, method, "/b/k", "localhost").exchange();
            assertThat(got.status()).isEqualTo(status);
            assertThat(got.body()).isEmpty();
        }
        assertThat(origin.connections()).isOne();
    }

    @Test
    void errors_of_the_origin_pass_with_all_that_helps_to_retry_and_are_not_retried_here() throws Exception {
        for (String status : new String[] {"503 Slow Down", "500 Internal Server Error"}) {
            origin(peer -> {
                peer.head();
                peer.write("HTTP/1.1 " + status + "\r\nRetry-After: 7\r\nx-amz-request-id: R\r\nx-amz-id-2: I2\r\n"
                        + "Content-Length: 8\r\n\r\n<Error/>");
                peer.readToEnd();
            });
            RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/b/k", new HeaderFields()
                    .add("Host", "h").add("Content-Length", "0"), "UNSIGNED-PAYLOAD").exchange();
            assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(answer.text()).isEqualTo("<Error/>");
            assertThat(answer.fields()).containsEntry("retry-after", "7").containsEntry("x-amz-request-id", "R")
                    .containsEntry("x-amz-id-2", "I2");
            assertThat(origin.heads()).hasSize(1);
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        origin(peer -> {
            while (true) {
                String target = peer.head().split(" ")[1];
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
            }
        });
        for (int i = 0; i < 50; i++) {
            http.signed(ThroughProxyTests.CLIENT, "GET", "/b/" + i, "localhost");
        }
        http.raw("GET / HTTP/1.1\nbare LF\n\n").flush();
        for (int i = 0; i < 50; i++) {
            assertThat(http.answer("GET").text()).isEqualTo("/b/" + i);
        }
        assertThat(http.answer("GET").status()).isEqualTo(400);
        assertThat(http.closedByPeer()).isTrue();
        assertThat(origin.heads()).hasSize(50);
    }

    @Test
    void a_connection_lasts_for_many_requests() throws Exception {
        origin(always(OK));
        for (int i = 0; i < MANY; i++) {
            assertThat(get("/b/k").text()).isEqualTo("hello");
        }
        assertThat(origin.connections()).isOne();
        assertThat(proxy.statistics().requests()).isEqualTo(MANY);
        assertThat(proxy.statistics().ownTimeNanos().getTotalCount()).isEqualTo(MANY);
    }

    @Test
    void a_client_that_closes_is_closed_and_one_of_http_1_0_unless_it_asks_otherwise() throws Exception {
        origin(always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
        HeaderFields closing = new HeaderFields().add("Host", "h").add("Connection", "close");
        RawHttp.Answer closed = http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", closing, "UNSIGNED-PAYLOAD").exchange();
        assertThat(closed.text()).isEqualTo("hello");
        assertThat(closed.fields()).containsEntry("connection", "close");
        assertThat(http.closedByPeer()).isTrue();

        http = client();
        RawHttp.Answer old = http10("").exchange();
        assertThat(old.text()).as("to the end of the connection").isEqualTo("hello");
        assertThat(old.fields()).doesNotContainKey("transfer-encoding");

        http = client();
        assertThat(http10("Connection: keep-alive\r\n").exchange().text()).as("no length: to the end").isEqualTo("hello");
        origin(always(OK));
        for (int i = 0; i < 2; i++) {
            RawHttp.Answer kept = http10("Connection: keep-alive\r\n").exchange();
            assertThat(kept.text()).isEqualTo("hello");
            assertThat(kept.fields()).containsEntry("connection", "keep-alive");
        }
    }

    private RawHttp http10(String fields) {
        HeaderFields head = new HeaderFields().add("Host", "h");
        new io.roarbench.proxy.signing.RequestSigner("us-east-1", "s3").sign(ThroughProxyTests.CLIENT, "GET", "/b/k", "", head,
                "UNSIGNED-PAYLOAD", System.currentTimeMillis() / 1000);
        StringBuilder text = new StringBuilder("GET /b/k HTTP/1.0\r\n").append(fields);
        for (int i = 0; i < head.size(); i++) {
            text.append(head.name(i)).append(": ").append(head.value(i)).append("\r\n");
        }
        return http.raw(text.append("\r\n").toString());
    }

    @Test
    void no_coding_is_taken_off_or_put_on() throws Exception {
        String gzip = "\u001f\u008b\b\u0000 not really";
        origin(always("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + gzip.length() + "\r\n\r\n" + gzip));
        RawHttp.Answer got = http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", new HeaderFields().add("Host", "h")
                .add("Accept-Encoding", "identity"), "UNSIGNED-PAYLOAD").exchange();
        assertThat(new String(got.body(), java.nio.charset.StandardCharsets.ISO_8859_1)).isEqualTo(gzip);
        assertThat(got.fields()).containsEntry("content-encoding", "gzip");
        assertThat(lastHead()).contains("\r\nAccept-Encoding: identity\r\n");
    }

    @Test
    void a_body_of_unknown_length_ends_when_the_origin_ends_it() throws Exception {
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\n\r\nhello");
        });
        RawHttp.Answer got = get("/b/k");
        assertThat(got.text()).isEqualTo("hello");
        assertThat(got.fields()).containsEntry("transfer-encoding", "chunked");
    }

    @Test
    void a_decoded_length_is_no_length() throws Exception {
        origin(always(OK));
        RawHttp.Answer got = http.signed(ThroughProxyTests.CLIENT, "PUT", "/b/k", new HeaderFields().add("Host", "h")
                .add("x-amz-decoded-content-length", "1000000"), "UNSIGNED-PAYLOAD").exchange();
        assertThat(got.status()).as("the request is whole without a body").isEqualTo(200);
        assertThat(lastHead()).contains("Content-Length: 0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\rc", "A: b\u0000c", "A\u0000: b", "A: b\n injected: c", " folded", "A: b\u007f"})
    void no_field_of_an_answer_carries_another(String field) throws Exception {
        origin(always("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 0\r\n\r\n"));
        RawHttp.Answer got = get("/b/k");
        assertThat(got.status()).isEqualTo(502);
        assertThat(got.fields()).doesNotContainKey("injected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -5", "Content-Length: 5, 5", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity",
        "Content-Length: 99999999999999999999"})
    void no_answer_whose_end_two_readers_could_see_elsewhere(String fields) throws Exception {
        origin(always("HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\nhello"));
        assertThat(get("/b/k").status()).isEqualTo(502);
    }

    @Test
    void an_answer_that_goes_on_after_its_end_is_not_the_next_ones() throws Exception {
        origin(peer -> {
            peer.head();
            peer.write(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            peer.readToEnd();
        });
        for (int i = 0; i < 3; i++) {
            assertThat(get("/b/k").text()).isEqualTo("hello");
        }
        assertThat(origin.connections()).isEqualTo(3);
    }

    @Test
    void only_one_token_goes_up_the_proxys_own() throws Exception {
        Credentials session = new Credentials("ASIA", "secret", "own-token");
        Credentials client = new Credentials("ROAR", "guest-secret", "guest-token");
        originWith(options -> ProxyOptions.of(options.upstream(), "us-east-1", session, AccessKeys.only(client)), always(OK));
        assertThat(http.signed(client, "GET", "/b/k", "h").exchange().status()).isEqualTo(200);
        assertThat(lastHead().toLowerCase(java.util.Locale.ROOT)).containsOnlyOnce("\nx-amz-security-token:")
                .contains("\nx-amz-security-token: own-token").doesNotContain("guest");
    }

    @ParameterizedTest
    @CsvSource({"bucket.localhost:9,/k,/bucket/k", "a.b.localhost,/k//x,/a.b/k//x", "bucket.localhost,/,/bucket/",
        "localhost:80,/bucket/k,/bucket/k", "127.0.0.1,/bucket/k,/bucket/k", "BUCKET.LOCALHOST,/k,/bucket/k"})
    void a_bucket_in_the_host_becomes_one_in_the_path(String host, String target, String sent) throws Exception {
        origin(always(OK));
        assertThat(http.signed(ThroughProxyTests.CLIENT, "GET", target, host).exchange().status()).isEqualTo(200);
        assertThat(lastHead()).startsWith("GET " + sent + " HTTP/1.1\r\n")
                .contains("\r\nHost: " + origin.endpoint().getAuthority() + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b/a%20b+c", "/b/a%252Fb", "/b/%2Fx", "/b//x", "/b/a/../b", "/b/x/./y", "/b/..", "/b/%2e%2e/x",
        "/b/tail/", "/b/~-_.!*'()", "/b/a&b=c;d,e:f@g$h", "/b/%5C", "/b/%01%7f", "/b/%e6%97%a5", "/b/%E6%97%A5", "/b/%zz",
        "/b/100%", "/b/%", "/b/%c3%28", "/b/k?uploads", "/b/k?uploads=", "/b/k?a=1&a=2&A=0&a", "/b/k?x=%20&y=+", "/b/k?b&a",
        "/b?list-type=2&start-after=%E6%97%A5&continuation-token=1%2B%2F%3D&encoding-type=url", "/b/k?a;b=c", "/b/k?=x",
        "/b/k?a=b=c", "/b/k?&&a=1&", "/b/k?", "/?x=%zz"})
    void the_target_goes_up_as_it_came_and_its_signature_holds(String target) throws Exception {
        origin(always(OK));
        assertThat(get(target).status()).isEqualTo(200);
        String head = lastHead();
        String sent = head.split(" ")[1];
        assertThat(sent).isEqualTo(target.endsWith("?") ? target.substring(0, target.length() - 1) : target);
        HeaderFields fields = new HeaderFields();
        head.lines().skip(1).filter(line -> !line.isEmpty())
                .forEach(line -> fields.add(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
        int mark = sent.indexOf('?');
        new io.roarbench.proxy.signing.RequestVerifier(AccessKeys.only(ThroughProxyTests.UPSTREAM),
                () -> System.currentTimeMillis() / 1000).verify("GET", mark < 0 ? sent : sent.substring(0, mark),
                mark < 0 ? "" : sent.substring(mark + 1), fields);
    }

    @Test
    void listens_on_the_loopback_of_ipv6() throws Exception {
        assumeTrue(hasIpv6Loopback(), "this machine has no ::1");
        originWith(options -> options.on(new InetSocketAddress("::1", 0), false), always(OK));
        assertThat(proxy.endpoint().toString()).startsWith("http://[");
        assertThat(http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "[::1]:1").exchange().status()).isEqualTo(200);
    }

    private static boolean hasIpv6Loopback() throws IOException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isLoopback() && each.getInterfaceAddresses().stream()
                    .anyMatch(a -> a.getAddress() instanceof java.net.Inet6Address)) {
                return true;
            }
        }
        return false;
    }

    private static UnaryOperator<ProxyOptions> impatient() {
        return options -> options.with(new ProxyOptions.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /b/k HTTP/1.1\r\nHost: h\r\nX-Slow", "GET", "GET /b/k HTTP/1.1\r\n"})
    void a_head_that_never_ends_is_answered_and_closed(String beginning) throws Exception {
        originWith(impatient(), always(OK));
        RawHttp.Answer answer = http.raw(beginning).flush().answer("GET");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("<Code>RequestTimeout</Code>");
        assertThat(http.closedByPeer()).isTrue();
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void a_silent_connection_is_closed_without_a_word() throws Exception {
        originWith(impatient(), always(OK));
        assertThat(http.closedByPeer()).isTrue();
        http = client();
        assertThat(get("/b/k").text()).isEqualTo("hello");
        assertThat(http.closedByPeer()).isTrue();
    }

    @Test
    void a_body_that_stops_is_answered_and_closed() throws Exception {
        originWith(impatient(), ScriptedOrigin.Peer::readToEnd);
        http.signed(ThroughProxyTests.CLIENT, "PUT", "/b/k", new HeaderFields().add("Host", "h")
                .add("Content-Length", "1000"), "UNSIGNED-PAYLOAD").raw("x".repeat(10));
        RawHttp.Answer answer = http.exchange();
        assertThat(answer.text()).contains("<Code>RequestTimeout</Code>");
        assertThat(http.closedByPeer()).isTrue();
    }

    @Test
    void what_has_come_of_a_short_answer_goes_on_without_the_rest() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
            try {
                assertThat(seen.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            peer.write("llo");
            peer.readToEnd();
        });
        http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "localhost").flush();
        StringBuilder got = new StringBuilder();
        while (got.indexOf("\r\n\r\nhe") < 0) {
            got.append((char) http.socket().getInputStream().read());
        }
        seen.countDown();
        assertThat(new String(http.socket().getInputStream().readNBytes(3), StandardCharsets.US_ASCII)).isEqualTo("llo");
    }

    @Test
    void a_client_that_does_not_read_the_end_of_its_answer_is_given_up() throws Exception {
        int size = 64 << 20;
        originWith(impatient(), peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size));
            peer.readToEnd();
        });
        http.socket().setReceiveBufferSize(4096);
        http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", new HeaderFields().add("Host", "h")
                .add("Connection", "close"), "UNSIGNED-PAYLOAD").flush();
        Eventually.holds("the answer flows", () -> proxy.statistics().bytesDown() > 10_000);
        Eventually.holds("its connections are closed", () -> proxy.statistics().clients() == 0
                && proxy.statistics().upstreams() == 0);
        assertThatThrownBy(() -> http.answer("GET")).as("no part passes for the whole").isInstanceOf(IOException.class);
    }

    @Test
    void a_client_that_does_not_read_a_short_answer_is_given_up() throws Exception {
        String body = "y".repeat(300_000);
        originWith(impatient(), always("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
        http.socket().setReceiveBufferSize(4096);
        for (int i = 0; i < 100; i++) {
            http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "h");
        }
        http.flush();
        Eventually.holds("answers flow", () -> proxy.statistics().bytesDown() > 10_000);
        Eventually.holds("its connection is closed", () -> proxy.statistics().clients() == 0);
    }

    @Test
    void no_more_fields_than_a_head_may_have() throws Exception {
        origin(always(OK));
        assertThat(http.raw("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(1000) + "\r\n").exchange().status()).isEqualTo(431);
        http = client();
        assertThat(http.raw("GET / HTTP/1.1\r\nA: " + "x".repeat(70_000)).exchange().status()).isEqualTo(431);
        assertThat(http.closedByPeer()).isTrue();
        assertThat(origin.heads()).isEmpty();
    }

    @Test
    void an_answer_to_what_is_no_http_is_not_taken_for_one_to_a_head() throws Exception {
        origin(always(OK));
        http.signed(ThroughProxyTests.CLIENT, "HEAD", "/b/k", "h").exchange();
        RawHttp.Answer answer = http.raw("nonsense here\r\n\r\n").exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("<Resource>/</Resource>");
    }

    @Test
    void knows_its_origin_by_any_spelling_of_an_address() throws Exception {
        originWith(options -> ProxyOptions.of(URI.create("http://localhost:" + options.upstream().getPort()),
                "us-east-1", ThroughProxyTests.UPSTREAM, AccessKeys.only(ThroughProxyTests.CLIENT)), always(OK));
        assertThat(get("/b/k").text()).isEqualTo("hello");
        assertThat(List.of(lastHead().split("\r\n"))).contains("Host: localhost:" + origin.endpoint().getPort());
    }
}
