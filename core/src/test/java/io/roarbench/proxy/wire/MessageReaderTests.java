package io.roarbench.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTests {

    private static final String OK = "PUT /b/k?x=1 HTTP/1.1\r\nHost: h\r\n";

    @ParameterizedTest
    @ValueSource(strings = {
        OK + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", OK + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n",
        OK + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n", OK + "Content-Length: 3, 3\r\n\r\n",
        OK + "Content-Length: +3\r\n\r\n", OK + "Content-Length: 0x3\r\n\r\n", OK + "Content-Length: \r\n\r\n",
        OK + "Content-Length: 9999999999999999999\r\n\r\n", OK + "Transfer-Encoding: chunked, identity\r\n\r\n",
        OK + "Transfer-Encoding: identity\r\n\r\n", OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        OK + "Transfer-Encoding: xchunked\r\n\r\n", OK + "A: b\r\n folded\r\n\r\n", OK + "A : b\r\n\r\n", OK + ": b\r\n\r\n",
        OK + "A\u0000: b\r\n\r\n", OK + "A: b\u0000c\r\n\r\n", OK + "A: b\rc\r\n\r\n", OK + "A: b\nC: d\r\n\r\n",
        OK + "NoColon\r\n\r\n", "GET  /b HTTP/1.1\r\n\r\n", "GET /b  HTTP/1.1\r\n\r\n", "GET /b HTTP/1.2\r\n\r\n",
        "GET /b HTTP/2.0\r\n\r\n", "GET /b\r\n\r\n", "get /b HTTP/1.1\r\n\r\n", " GET /b HTTP/1.1\r\n\r\n",
        "GET http://169.254.169.254/ HTTP/1.1\r\n\r\n", "CONNECT h:443 HTTP/1.1\r\n\r\n", "OPTIONS * HTTP/1.1\r\n\r\n",
        "GET /b#c HTTP/1.1\r\n\r\n", "GET /b HTTP/1.1\nHost: h\n\n", "PUT /b HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"})
    void refuses_what_two_readers_could_understand_differently(String head) {
        assertThat(fault(head)).isNotNull();
        assertThat(fault(head).error().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"z\r\n", "-1\r\n", "3\nabc\r\n", "3\r\nabcd\r\n", "3\r\nabc0\r\n", "\r\nabc", "0x3\r\nabc\r\n", " 3\r\n",
        "1000000000000000\r\n", "3;\r\rabc"})
    void refuses_broken_chunks(String body) {
        assertThat(fault(OK + "Transfer-Encoding: chunked\r\n\r\n" + body)).isNotNull();
    }

    @Test
    void bounds_heads_and_chunk_extensions() {
        assertThat(fault("GET / HTTP/1.1\r\nA: " + "x".repeat(70_000)).error().status()).isEqualTo(431);
        assertThat(fault("GET / HTTP/1.1\r\n" + "A: x\r\n".repeat(1000) + "\r\n").error().status()).isEqualTo(431);
        assertThat(fault(OK + "Transfer-Encoding: chunked\r\n\r\n3;" + "x".repeat(1 << 20))).isNotNull();
        assertThat(fault(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "A: x\r\n".repeat(10_000))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reads_the_same_messages_however_the_bytes_are_cut(long seed) throws S3Fault {
        Random random = new Random(seed);
        StringBuilder wire = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String body = "x".repeat(random.nextInt(300));
            boolean chunked = random.nextBoolean();
            wire.append("PUT /b/").append(i).append(" HTTP/1.1\r\nhOst: h\r\nX-A:  v ").append(i).append("\t\r\n");
            wire.append(chunked ? "Transfer-Encoding: Chunked\r\n\r\n" + chunks(body, random)
                    : "Content-Length: " + body.length() + "\r\n\r\n" + body);
            expected.add("/b/" + i + " v " + i + " " + body.length());
        }
        assertThat(read(wire.toString(), random)).isEqualTo(expected);
    }

    private static String chunks(String body, Random random) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < body.length();) {
            int size = 1 + random.nextInt(body.length() - at);
            out.append(Integer.toHexString(size)).append(random.nextBoolean() ? ";e=1" : "").append("\r\n")
                    .append(body, at, at + size).append("\r\n");
            at += size;
        }
        return out.append(random.nextBoolean() ? "0\r\n\r\n" : "000\r\nA: trailer\r\n\r\n").toString();
    }

    /** S3's largest part has 5 GiB; an int ends at 2. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) + 1, (1L << 32) + 1, 5L << 30})
    void counts_bodies_larger_than_an_int(long length) throws S3Fault {
        ByteBuf block = Unpooled.directBuffer(1 << 20).writeZero(1 << 20);
        for (boolean chunked : new boolean[] {false, true}) {
            BodyReader body = BodyReader.of(new Head.Request("PUT", "/b/k", 1, chunked
                    ? new HeaderFields().add("Transfer-Encoding", "chunked")
                    : new HeaderFields().add("Content-Length", Long.toString(length))));
            long left = chunked ? count(body, ascii(Long.toHexString(length) + "\r\n")) + length : length;
            while (left > 0) {
                left -= count(body, block.slice(0, (int) Math.min(left, 1 << 20)));
                assertThat(body.complete()).isEqualTo(left == 0 && !chunked);
            }
            if (chunked) {
                count(body, ascii("\r\n0\r\n\r\n"));
                assertThat(body.complete()).isTrue();
            }
        }
        block.release();
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static long count(BodyReader body, ByteBuf in) throws S3Fault {
        long count = 0;
        for (ByteBuf piece = body.next(in); piece != null; piece = body.next(in)) {
            count += piece.readableBytes();
            piece.release();
        }
        assertThat(in.isReadable()).isFalse();
        return count;
    }

    @Test
    void agrees_with_nettys_codec_on_mutated_heads() {
        Random random = new Random(42);
        String base = "PUT /b/k%20x?a=b HTTP/1.1\r\nHost: h:1\r\nX-Amz-Date: 20260101T000000Z\r\nContent-Length: 0\r\n\r\n";
        int taken = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] wire = base.getBytes(StandardCharsets.ISO_8859_1);
            wire[random.nextInt(wire.length)] = (byte) random.nextInt(256);
            Head.Request ours = parse(wire);
            if (ours == null) {
                continue; // Refused or incomplete: stricter is allowed.
            }
            taken++;
            HttpRequest theirs = nettys(wire);
            assertThat(theirs.decoderResult().isSuccess()).as(new String(wire, StandardCharsets.ISO_8859_1)).isTrue();
            assertThat(ours.target()).isEqualTo(theirs.uri());
            assertThat(ours.method()).isEqualTo(theirs.method().name());
            for (int f = 0; f < ours.fields().size(); f++) {
                assertThat(theirs.headers().get(ours.fields().name(f))).isEqualTo(ours.fields().value(f));
            }
        }
        assertThat(taken).isGreaterThan(500);
    }

    private static Head.Request parse(byte[] wire) {
        try {
            Head head = HeadParser.ofRequests(new FieldNames()).parse(Unpooled.wrappedBuffer(wire));
            if (head != null) {
                BodyReader.of((Head.Request) head);
            }
            return (Head.Request) head;
        } catch (S3Fault e) {
            return null;
        }
    }

    private static HttpRequest nettys(byte[] wire) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        channel.writeInbound(Unpooled.copiedBuffer(wire));
        HttpRequest request = channel.readInbound();
        channel.finishAndReleaseAll();
        return request;
    }

    private static S3Fault fault(String wire) {
        return catchThrowableOfType(S3Fault.class, () -> read(wire, new Random(1)));
    }

    private static List<String> read(String wire, Random cuts) throws S3Fault {
        Collector collector = new Collector();
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        try (MessageReader reader = new MessageReader(HeadParser.ofRequests(new FieldNames()), collector)) {
            collector.reader = reader;
            for (int at = 0; at < bytes.length;) {
                int size = Math.min(bytes.length - at, 1 + cuts.nextInt(200));
                reader.read(Unpooled.copiedBuffer(bytes, at, size));
                at += size;
            }
        }
        return collector.messages;
    }

    private static final class Collector implements MessageReader.Listener {
        private final List<String> messages = new ArrayList<>();
        private MessageReader reader;
        private Head.Request head;
        private int body;

        @Override
        public BodyReader head(Head message) throws S3Fault {
            head = (Head.Request) message;
            body = 0;
            return BodyReader.of(head);
        }

        @Override
        public void body(ByteBuf bytes) {
            body += bytes.readableBytes();
            bytes.release();
        }

        @Override
        public void end() throws S3Fault {
            messages.add(head.target() + " " + head.fields().get("x-a") + " " + body);
            reader.next();
        }
    }
}
