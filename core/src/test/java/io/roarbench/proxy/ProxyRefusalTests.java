package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.BodyChecksum;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.OriginFault;
import io.roarbench.s3.origin.S3Clients;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What the proxy must not let through. */
class ProxyRefusalTests {

    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String ZEROES = "0000000000000000000000000000000000000000000000000000000000000000";

    private final Queue<String> reached = new ConcurrentLinkedQueue<>();
    private final Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
    private EmbeddedS3 origin;
    private S3Proxy proxy;
    private RawHttp http;

    @BeforeEach
    void start() throws Exception {
        OriginFault none = new OriginFault.None();
        origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM).with((method, path) -> {
            reached.add(method + " " + path);
            return none;
        }));
        try (S3Client direct = S3Clients.client(origin.endpoint(), ThroughProxyTests.UPSTREAM)) {
            direct.createBucket(b -> b.bucket("bucket"));
        }
        reached.clear();
        proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add));
        http = new RawHttp(proxy.endpoint());
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        proxy.close();
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /bucket/k HTTP/1.1\r\nHost: h\r\n\r\n",
        "OPTIONS /bucket/k HTTP/1.1\r\nHost: h\r\nOrigin: http://evil\r\n\r\n",
        "GET /bucket/k HTTP/1.1\r\nHost: h\r\nAuthorization: AWS AKIDCLIENT:abc\r\n\r\n"})
    void no_request_without_a_signature(String request) throws Exception {
        RawHttp.Answer answer = http.raw(request).exchange();
        assertThat(answer.status()).isBetween(400, 405);
        assertThat(answer.text()).contains("<Error><Code>", "</RequestId>");
        assertThat(answer.fields()).doesNotContainKey("access-control-allow-origin");
        assertThat(reached).isEmpty();
    }

    @Test
    void no_request_signed_with_another_key_not_even_the_origins() throws Exception {
        for (Credentials stranger : new Credentials[] {Credentials.of("AKIDCLIENT", "guess"), ThroughProxyTests.UPSTREAM}) {
            RawHttp.Answer answer = http.signed(stranger, "GET", "/bucket/k", "localhost").exchange();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).doesNotContain("secret");
        }
        assertThat(reached).isEmpty();
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "PUT /bucket/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n",
        "PUT /bucket/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
        "PUT /bucket/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "GET /bucket/k HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", "GET /bucket/k HTTP/1.1\nHost: h\n\n",
        "GET http://169.254.169.254/latest HTTP/1.1\r\nHost: h\r\n\r\n", "CONNECT 169.254.169.254:80 HTTP/1.1\r\n\r\n"})
    void no_smuggled_request(String request) throws Exception {
        assertThat(http.raw(request).exchange().status()).isEqualTo(400);
        assertThat(http.closedByPeer()).isTrue();
        assertThat(reached).isEmpty();
    }

    /** Signed well, so that nothing but its framing can be the reason. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Content-Length: 3%Transfer-Encoding: chunked", "Content-Length: 3%Content-Length: 3",
        "Content-Length: 3%Content-Length: 0", "Content-Length: 3, 3", "Content-Length: +3", "Content-Length: 3 3",
        "Content-Length: 0x3", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked%Transfer-Encoding: chunked", "Transfer-Encoding: gzip",
        "Transfer-Encoding: ", "Transfer-Encoding: \"chunked\"", "Content-Length: ", "Content-Length: 99999999999999999999",
        "Content-Length: 3%Content-length: 4"})
    void no_signed_request_whose_end_two_readers_could_see_elsewhere(String framing) throws Exception {
        HeaderFields fields = new HeaderFields().add("Host", "h");
        for (String field : framing.split("%")) {
            fields.add(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 1).trim());
        }
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", fields, "UNSIGNED-PAYLOAD")
                .raw("0\r\n\r\nGET /bucket/x HTTP/1.1\r\nHost: h\r\n\r\n").exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.closedByPeer()).isTrue();
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A : b", "A\u0000: b", "A: b\u0000", "A: b\u0001c", ": b", "A", "A: b\r c", "A: b\nC: d",
        " Content-Length: 3", "\tA: b", "(A): b", "A\u00e9: b", "A: b\rContent-Length: 3"})
    void no_field_that_two_readers_could_see_differently(String field) throws Exception {
        RawHttp.Answer answer = http.raw("GET /bucket/k HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n").exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.closedByPeer()).isTrue();
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-copy-source", "x-amz-copy-source-range", "x-amz-date", "x-amz-security-token",
        "x-amz-trailer", "x-amz-content-sha256", "x-amz-decoded-content-length", "range", "content-md5", "host"})
    void no_field_twice_of_which_two_readers_could_take_different_ones(String name) throws Exception {
        boolean signers = name.equals("x-amz-date") || name.equals("x-amz-security-token")
                || name.equals("x-amz-content-sha256");
        HeaderFields fields = new HeaderFields().add("Host", "h").add("Content-Length", "0");
        http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", signers ? fields : fields.add(name, "a").add(name, "b"),
                "UNSIGNED-PAYLOAD");
        if (signers) {
            http.inHead(name + ": a\r\n" + name + ": b\r\n");
        }
        assertThat(http.exchange().status()).isBetween(400, 403);
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-acl", "X-Amz-Content-Sha256", "host", "Content-Type", "if-none-match", "cache-control",
        "expires", "authorization", "Roar-Session-Id", "close, x-amz-meta-a", "content-length"})
    void no_field_dropped_that_the_request_means(String named) throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", new HeaderFields()
                .add("Host", "h").add("Connection", named), "UNSIGNED-PAYLOAD").exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b--use1-az4--x-s3/k", "/b--use1-az4--xa-s3/k",
        "/arn:aws:s3:us-east-1:123456789012:accesspoint/a/k", "/arn%3Aaws%3As3%3A%3A123456789012%3Aaccesspoint%2Fm.mrap/k",
        "/b%2D%2Duse1-az4%2D%2Dx-s3?session"})
    void no_kind_of_bucket_half_way(String target) throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "GET", target, "h").exchange();
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.text()).contains("<Code>NotImplemented</Code>");
        assertThat(reached).isEmpty();
    }

    @Test
    void no_session_of_a_directory_bucket() throws Exception {
        assertThat(http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", new HeaderFields().add("Host", "h")
                .add("x-amz-s3session-token", "t"), "UNSIGNED-PAYLOAD").exchange().status()).isEqualTo(501);
        assertThat(reached).isEmpty();
    }

    @Test
    void no_other_origin_than_the_configured() throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/none", new HeaderFields()
                .add("Host", "169.254.169.254").add("X-Forwarded-Host", "example.com"), "UNSIGNED-PAYLOAD").exchange();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(reached).containsExactly("GET /bucket/none");
    }

    @Test
    void no_header_dropped_by_naming_it_in_connection() throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", new HeaderFields()
                .add("Host", "h").add("Connection", "range").add("Range", "bytes=0-1"), "UNSIGNED-PAYLOAD").exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(reached).isEmpty();
    }

    @Test
    void no_body_with_another_hash() throws Exception {
        RawHttp.Answer answer = put(HASH_OF_ABC, 3).raw("abd").exchange();
        assertThat(answer.text()).contains("XAmzContentSHA256Mismatch");
        assertThat(answer.status()).isEqualTo(400);
        requireNothingStored();
        assertThat(events).anyMatch(e -> e.outcome() == LineageEvent.Outcome.FAILED && e.status() == 400);

        assertThat(put(HASH_OF_ABC, 3).raw("abc").exchange().status()).as("on the same connection").isEqualTo(200);
    }

    @Test
    void no_chunked_framing_that_is_stored_as_data() throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields().add("Host", "h")
                .add("Content-Encoding", "aws-chunked").add("Content-Length", "13"), "UNSIGNED-PAYLOAD")
                .raw("3\r\nabc\r\n0\r\n\r\n").exchange();
        assertThat(answer.status()).isEqualTo(400);
        requireNothingStored();
    }

    @Test
    void no_body_without_a_length() throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields().add("Host", "h")
                .add("Transfer-Encoding", "chunked"), "UNSIGNED-PAYLOAD").raw("3\r\nabc\r\n0\r\n\r\n").exchange();
        assertThat(answer.status()).isEqualTo(411);
        assertThat(reached).isEmpty();
    }

    @Test
    void a_stream_within_http_chunks_goes_up_with_a_length() throws Exception {
        String body = "z".repeat(3 << 20);
        BodyChecksum crc = BodyChecksum.named("x-amz-checksum-crc32");
        crc.update(Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII));
        String framed = "100000\r\n" + body.substring(0, 1 << 20) + "\r\n200000\r\n" + body.substring(1 << 20)
                + "\r\n0\r\nx-amz-checksum-crc32:" + crc.base64() + "\r\n\r\n";
        StringBuilder wire = new StringBuilder();
        for (int at = 0; at < framed.length(); at += 100_000) {
            String piece = framed.substring(at, Math.min(framed.length(), at + 100_000));
            wire.append(Integer.toHexString(piece.length())).append("\r\n").append(piece).append("\r\n");
        }
        RawHttp.Answer answer = stream(body.length()).raw(wire + "0\r\n\r\n").exchange();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", "h").exchange().text()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n",
        "4\r\nabcd\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n", "-1\r\nabc", "3\r\nabc\r\n", "2\r\nab\r\n0\r\n\r\n",
        "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\nX",
        "3\r\nabc\r\n0\r\nx-amz-checksum-crc32c:Nks/tw==\r\n\r\n", "3\r\nabc\r\n0\r\nx-amz-meta-a:b\r\n\r\n",
        "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n",
        "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\nx-amz-checksum-sha1:a\r\n\r\n",
        "3\r\nabc\r\n0\r\nx-amz-checksum-crc32 :NSRBwg==\r\n\r\n", "3\r\nabc\r\n0\r\n x-amz-checksum-crc32:NSRBwg==\r\n\r\n",
        "3\r\nabc\r\n0\r\nx-amz-trailer-signature:" + ZEROES + "\r\n\r\n", "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
        "3\r\nabc\r\n0\r\n\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n", "3;chunk-signature=" + ZEROES + "\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n", "3 \r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n",
        "00000000000000003\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n", "fffffffffffffff3\r\nabc\r\n",
        "3\nabc\n0\nx-amz-checksum-crc32:NSRBwg==\n\n", "3\r\nabcd\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n",
        "1\r\na\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n1\r\nb\r\n"})
    void no_stream_that_is_not_what_it_says(String framed) throws Exception {
        HeaderFields fields = streamFields(3).add("Content-Length", Integer.toString(framed.length()));
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", fields,
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER").raw(framed).exchange();
        assertThat(answer.status()).isEqualTo(400);
        requireNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x-amz-checksum-crc32,x-amz-checksum-sha1", "x-amz-checksum-rot13", "x-amz-meta-a", ","})
    void no_unsigned_stream_that_nothing_vouches_for(String trailer) throws Exception {
        String framed = "3\r\nabc\r\n0\r\n\r\n";
        HeaderFields fields = new HeaderFields().add("Host", "h").add("Content-Encoding", "aws-chunked")
                .add("x-amz-decoded-content-length", "3").add("Content-Length", Integer.toString(framed.length()));
        if (!trailer.isEmpty()) {
            fields.add("x-amz-trailer", trailer);
        }
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", fields,
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER").raw(framed).exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(reached).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
        "unsigned-payload", "STREAMING-UNSIGNED-PAYLOAD", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"})
    void no_payload_form_that_is_none(String form) throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields()
                .add("Host", "h").add("Content-Length", "0"), form).exchange();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(reached).isEmpty();
    }

    @Test
    void an_expectation_that_is_another_is_none() throws Exception {
        RawHttp.Answer answer = http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields()
                .add("Host", "h").add("Content-Length", "3").add("Expect", "200-maybe"), HASH_OF_ABC).raw("abc").exchange();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void who_does_not_wait_for_continue_gets_it_none_the_less() throws Exception {
        http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields().add("Host", "h")
                .add("Content-Length", "3").add("Expect", "100-CONTINUE"), HASH_OF_ABC).raw("abc");
        RawHttp.Answer first = http.exchange();
        assertThat(first.status() == 100 ? http.answer("PUT").status() : first.status()).isEqualTo(200);
    }

    @Test
    void says_continue_only_to_those_it_knows() throws Exception {
        http.raw("PUT /bucket/k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        assertThat(http.exchange().status()).isEqualTo(403);
        try (RawHttp known = new RawHttp(proxy.endpoint())) {
            known.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields().add("Host", "h")
                    .add("Content-Length", "3").add("Expect", "100-continue"), HASH_OF_ABC);
            assertThat(known.exchange().status()).isEqualTo(100);
            assertThat(known.raw("abc").flush().answer("PUT").status()).isEqualTo(200);
        }
    }

    @Test
    void no_open_door_unless_asked_for() {
        ProxyOptions options = ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT));
        assertThatThrownBy(() -> options.on(new InetSocketAddress("0.0.0.0", 0), false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("loopback");
    }

    private RawHttp put(String hash, int length) {
        return http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields().add("Host", "h")
                .add("Content-Length", Integer.toString(length)), hash);
    }

    private static HeaderFields streamFields(int decoded) {
        return new HeaderFields().add("Host", "h").add("Content-Encoding", "aws-chunked")
                .add("x-amz-decoded-content-length", Integer.toString(decoded)).add("x-amz-trailer", "x-amz-checksum-crc32");
    }

    private RawHttp stream(int decoded) {
        return http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", streamFields(decoded)
                .add("Transfer-Encoding", "chunked"), "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    }

    private void requireNothingStored() throws IOException {
        try (RawHttp direct = new RawHttp(origin.endpoint())) {
            assertThat(direct.signed(ThroughProxyTests.UPSTREAM, "HEAD", "/bucket/k", "h").exchange().status())
                    .isEqualTo(404);
        }
    }
}
