package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.LineageEvent.Outcome;
import io.roarbench.proxy.lineage.S3Operation;
import io.roarbench.proxy.lineage.S3Operation.Effect;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of each operation, by what the origin answers to it. */
class LineageEventsTests {

    private static final String DELETE = "<Delete><Object><Key>a b</Key></Object><Object><Key>k&amp;2</Key>"
            + "<VersionId>v1</VersionId></Object><Object><Key>c</Key></Object></Delete>";
    private static final String ERROR = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InternalError</Code></Error>";

    private final Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private S3Proxy proxy;
    private RawHttp http;

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        open.clear();
    }

    private void origin(ScriptedOrigin.Script script) throws IOException {
        ScriptedOrigin origin = new ScriptedOrigin(script);
        open.add(origin);
        events.clear();
        proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add));
        open.add(proxy);
        http = new RawHttp(proxy.endpoint());
        open.add(http);
    }

    /** One request, whose body the origin has read, and that answer. */
    private List<LineageEvent> told(String method, String target, HeaderFields fields, String body, String answer)
            throws Exception {
        origin(peer -> {
            peer.head();
            peer.read(body.length());
            peer.write(answer);
            peer.readToEnd();
        });
        fields.add("Host", "localhost").add("Content-Length", Integer.toString(body.length()));
        http.signed(ThroughProxyTests.CLIENT, method, target, fields, "UNSIGNED-PAYLOAD").raw(body).flush()
                .answer(method);
        return events();
    }

    private LineageEvent one(String method, String target, HeaderFields fields, String answer) throws Exception {
        List<LineageEvent> all = told(method, target, fields, "", answer);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** All that is ever told: the proxy is stopped first. */
    private List<LineageEvent> events() {
        assertThat(proxy.stop(Duration.ofSeconds(10))).isTrue();
        return List.copyOf(events);
    }

    private static String answer(String status, String fields, String body) {
        return "HTTP/1.1 " + status + "\r\nx-amz-request-id: R1\r\n" + fields + "Content-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource({"GET,/b/k,GetObject,READ", "GET,/b/k?versionId=v,GetObject,READ", "GET,/b/k?partNumber=2,GetObject,READ",
        "PUT,/b/k,PutObject,WRITE", "PUT,/b/k?uploadId=u&partNumber=1,UploadPart,WRITE", "GET,/b/k?acl,Other,NONE",
        "GET,/b/k?tagging,Other,NONE", "GET,/b/k?attributes,Other,NONE", "GET,/b/k?torrent,Other,NONE",
        "GET,/b/k?retention,Other,NONE", "GET,/b/k?legal-hold,Other,NONE", "GET,/b/k?uploadId=u,Other,NONE",
        "PUT,/b/k?tagging,Other,NONE", "PUT,/b/k?acl,Other,NONE", "PUT,/b/k?retention,Other,NONE",
        "DELETE,/b/k,DeleteObject,DELETE", "DELETE,/b/k?versionId=v,DeleteObject,DELETE",
        "DELETE,/b/k?uploadId=u,AbortMultipartUpload,NONE", "DELETE,/b/k?tagging,Other,NONE",
        "POST,/b/k?uploads,CreateMultipartUpload,NONE", "POST,/b/k?select&select-type=2,Other,NONE",
        "POST,/b/k?restore,Other,NONE", "GET,/b?list-type=2,ListObjectsV2,NONE", "GET,/b?uploads,Other,NONE",
        "GET,/b?versions,Other,NONE", "PUT,/b,Other,NONE", "DELETE,/b,Other,NONE", "GET,/,ListBuckets,NONE"})
    void each_operation_by_its_name_and_effect(String method, String target, S3Operation operation, Effect effect)
            throws Exception {
        LineageEvent event = one(method, target, new HeaderFields(), answer("200 OK", "ETag: \"e\"\r\n", "<X/>"));
        assertThat(event.call().operation()).isEqualTo(operation);
        assertThat(event.effect()).isEqualTo(effect);
        assertThat(event.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(event.etag()).isEqualTo("\"e\"");
        assertThat(event.requestId()).isEqualTo("R1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "403 Forbidden", "404 Not Found", "409 Conflict", "412 Precondition Failed",
        "416 Range Not Satisfiable", "500 Internal Server Error", "503 Slow Down", "301 Moved Permanently"})
    void no_refused_operation_is_one(String status) throws Exception {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            LineageEvent event = one(method, "/b/k", new HeaderFields(), answer(status, "", ERROR));
            assertThat(event.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(event.effect()).isEqualTo(Effect.NONE);
            assertThat(event.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(event.errorCode()).isEqualTo("InternalError");
            close();
        }
    }

    @Test
    void what_the_client_had_already_is_not_read() throws Exception {
        LineageEvent event = one("GET", "/b/k", new HeaderFields().add("If-None-Match", "\"e\""),
                "HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\nContent-Length: 1000\r\n\r\n");
        assertThat(event.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(event.effect()).isEqualTo(Effect.NONE);
        assertThat(event.bytesOut()).isZero();
    }

    @Test
    void a_head_reads_no_data() throws Exception {
        LineageEvent event = one("HEAD", "/b/k", new HeaderFields(), "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        assertThat(event.call().operation()).isEqualTo(S3Operation.HeadObject);
        assertThat(event.effect()).isEqualTo(Effect.NONE);
        assertThat(event.bytesOut()).isZero();
    }

    @Test
    void a_range_is_told_as_it_was_given() throws Exception {
        LineageEvent event = one("GET", "/b/k", new HeaderFields().add("Range", "bytes=-5"),
                answer("206 Partial Content", "Content-Range: bytes 5-9/10\r\n", "56789"));
        assertThat(event.effect()).isEqualTo(Effect.READ);
        assertThat(event.contentRange()).isEqualTo("bytes 5-9/10");
        assertThat(event.bytesOut()).isEqualTo(5);
    }

    @Test
    void an_appended_digest_is_no_data() throws Exception {
        LineageEvent event = one("GET", "/b/k", new HeaderFields().add("x-amz-te", "append-md5"),
                answer("200 OK", "x-amz-transfer-encoding: append-md5\r\n", "hello0123456789abcdef"));
        assertThat(event.bytesOut()).isEqualTo(5);
    }

    @Test
    void a_version_is_told_as_the_origin_made_it() throws Exception {
        LineageEvent event = one("PUT", "/b/k", new HeaderFields(), answer("200 OK", "x-amz-version-id: v7\r\n", ""));
        assertThat(event.versionId()).isEqualTo("v7");
    }

    @Test
    void session_and_job_are_told_and_kept_from_the_origin() throws Exception {
        StringBuilder head = new StringBuilder();
        origin(peer -> {
            head.append(peer.head());
            peer.write(answer("200 OK", "", ""));
            peer.readToEnd();
        });
        http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", new HeaderFields().add("Host", "h")
                .add("Roar-Session-Id", "s  etag=x").add("Roar-Job-Id", "j"), "UNSIGNED-PAYLOAD").exchange();
        LineageEvent event = events().get(0);
        assertThat(event.call().session()).isEqualTo("s  etag=x");
        assertThat(event.call().job()).isEqualTo("j");
        assertThat(head.toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain("roar-");
    }

    @ParameterizedTest
    @CsvSource({"src/a%20b,src/a b,", "/src/a%20b?versionId=v%2F1,src/a b,v/1", "src/a+b,src/a+b,",
        "src/d%2F%2Fx%2520,src/d//x%20,"})
    void a_copy_has_a_source_and_a_target(String field, String source, String version) throws Exception {
        for (String target : new String[] {"/b/k", "/b/k?partNumber=1&uploadId=u"}) {
            LineageEvent event = one("PUT", target, new HeaderFields().add("x-amz-copy-source", field)
                    .add("x-amz-copy-source-range", "bytes=0-9"), answer("200 OK", "", "<CopyResult/>"));
            assertThat(event.effect()).isEqualTo(Effect.COPY);
            assertThat(event.call().key()).isEqualTo("k");
            assertThat(event.call().source()).isEqualTo(source);
            assertThat(event.call().sourceVersionId()).isEqualTo(version);
            close();
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT,/b/k,true", "PUT,/b/k?partNumber=1&uploadId=u,true", "POST,/b/k?uploadId=u,false"})
    void an_error_within_a_200_is_a_failure(String method, String target, boolean copy) throws Exception {
        for (String body : new String[] {ERROR, "\n  \n" + ERROR, "<Error><Code>InternalError</Code></Error>",
            "<!-- a --><Error xmlns=\"x\"><Code>InternalError</Code></Error>"}) {
            HeaderFields fields = copy ? new HeaderFields().add("x-amz-copy-source", "b/s") : new HeaderFields();
            LineageEvent event = one(method, target, fields, answer("200 OK", "", body));
            assertThat(event.outcome()).as(body).isEqualTo(Outcome.FAILED);
            assertThat(event.effect()).isEqualTo(Effect.NONE);
            assertThat(event.status()).isEqualTo(200);
            assertThat(event.errorCode()).isEqualTo("InternalError");
            close();
        }
    }

    @Test
    void white_space_that_keeps_a_client_waiting_goes_on_at_once() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n \r\n");
            await(seen);
            peer.write(Integer.toHexString(ERROR.length()) + "\r\n" + ERROR + "\r\n0\r\n\r\n");
            peer.readToEnd();
        });
        http.signed(ThroughProxyTests.CLIENT, "POST", "/b/k?uploadId=u", "localhost").flush();
        StringBuilder got = new StringBuilder();
        while (got.indexOf("\r\n\r\n1\r\n ") < 0) {
            int c = http.socket().getInputStream().read();
            assertThat(c).as("after " + got).isNotNegative();
            got.append((char) c);
        }
        assertThat(events).isEmpty();
        seen.countDown();
        LineageEvent event = events().get(0);
        assertThat(event.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(event.errorCode()).isEqualTo("InternalError");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<DeleteResult><Deleted><Key>a b</Key></Deleted><Error><Key>k&amp;2</Key><VersionId>v1</VersionId>"
            + "<Code>AccessDenied</Code></Error><Deleted><Key>c</Key></Deleted></DeleteResult>",
        "<DeleteResult><Error><Key>k&amp;2</Key><VersionId>v1</VersionId><Code>AccessDenied</Code></Error></DeleteResult>",
        "<DeleteResult><Error><Key>k&amp;2</Key><Code>AccessDenied</Code></Error></DeleteResult>"})
    void a_multi_delete_is_told_key_by_key(String result) throws Exception {
        List<LineageEvent> all = told("POST", "/b?delete", new HeaderFields(), DELETE, answer("200 OK", "", result));
        assertThat(all).extracting(e -> e.call().key() + " " + e.call().versionId() + " " + e.outcome() + " " + e.effect()
                + " " + e.errorCode()).containsExactly("a b null COMPLETED DELETE null", "k&2 v1 FAILED NONE AccessDenied",
                "c null COMPLETED DELETE null");
        assertThat(all.stream().mapToLong(LineageEvent::bytesIn).sum()).isEqualTo(DELETE.length());
        assertThat(all.stream().mapToLong(LineageEvent::bytesOut).sum()).isEqualTo(result.length());
    }

    @Test
    void a_multi_delete_that_was_refused_deletes_nothing() throws Exception {
        for (String answer : new String[] {answer("403 Forbidden", "", ERROR), answer("200 OK", "", ERROR)}) {
            List<LineageEvent> all = told("POST", "/b?delete", new HeaderFields(), DELETE, answer);
            assertThat(all).hasSize(1);
            assertThat(all.get(0).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(all.get(0).call().operation()).isEqualTo(S3Operation.DeleteObjects);
            close();
        }
    }

    @Test
    void a_multi_delete_that_cannot_be_read_is_told_once() throws Exception {
        for (String[] bodies : new String[][] {{"no XML", "<DeleteResult/>"}, {DELETE, ""}, {DELETE, "no XML"},
            {"<Delete>" + "<Object><Key>k</Key></Object>".repeat(200_000) + "</Delete>", "<DeleteResult/>"}}) {
            List<LineageEvent> all = told("POST", "/b?delete", new HeaderFields(), bodies[0],
                    answer("200 OK", "", bodies[1]));
            assertThat(all).hasSize(1);
            assertThat(all.get(0).outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(all.get(0).call().key()).isEmpty();
            assertThat(all.get(0).bytesIn()).isEqualTo(bodies[0].length());
            close();
        }
    }

    @Test
    void of_an_aborted_read_only_what_was_sent_counts() throws Exception {
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nx-amz-transfer-encoding: append-md5\r\nContent-Length: 1016\r\n\r\n"
                    + "x".repeat(40));
            peer.reset();
        });
        assertThatThrownBy(() -> http.signed(ThroughProxyTests.CLIENT, "GET", "/b/k", "localhost").exchange())
                .isInstanceOfAny(EOFException.class, java.net.SocketException.class);
        LineageEvent event = events().get(0);
        assertThat(event.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(event.effect()).isEqualTo(Effect.NONE);
        assertThat(event.bytesOut()).isLessThanOrEqualTo(40);
    }

    @Test
    void nothing_is_told_of_who_may_not_ask() throws Exception {
        origin(ScriptedOrigin.Peer::readToEnd);
        assertThat(http.signed(ThroughProxyTests.UPSTREAM, "GET", "/b/k", "localhost").exchange().status()).isEqualTo(403);
        assertThat(events).isEmpty();
    }
}
