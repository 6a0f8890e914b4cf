package io.roarbench.proxy.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.roarbench.proxy.signing.SdkSigning.DefaultChecksumAlgorithmChoice;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsChunkedDecoderTests {

    private static final int K = 1024;
    private final SdkSigning sdk = new SdkSigning();

    @ParameterizedTest
    @CsvSource({"0,NONE", "1,CRC32", "131071,CRC32", "131072,NONE", "131073,CRC32", "400000,SHA256", "400000,NONE"})
    void gives_back_what_the_sdk_framed_and_signed(int size, DefaultChecksumAlgorithmChoice checksum) throws S3Fault {
        for (boolean signed : new boolean[] {true, false}) {
            if (!signed && checksum == DefaultChecksumAlgorithmChoice.NONE) {
                continue; // The SDK frames an unsigned body only to add a trailer.
            }
            byte[] body = bytes(size);
            SdkSigning.Result request = sdk.chunked(draft(), body, signed, checksum);
            assertThat(decode(request, request.body(), new Random(size)).bytes()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource(value = DefaultChecksumAlgorithmChoice.class, names = {"CRC32", "NONE"})
    void refuses_a_change_of_any_byte(DefaultChecksumAlgorithmChoice checksum) throws S3Fault {
        byte[] body = bytes(300);
        SdkSigning.Result request = sdk.chunked(draft(), body, true, checksum);
        for (int i = 0; i < request.body().length; i++) {
            byte[] changed = request.body().clone();
            changed[i] ^= 1;
            Collected got = new Collected();
            S3Fault fault = catchThrowableOfType(S3Fault.class, () -> decode(request, changed, new Random(1), got));
            boolean sameMeaning = got.ended && java.util.Arrays.equals(got.bytes(), body);
            assertThat(fault != null || sameMeaning).as("byte %d", i).isTrue();
            if (fault != null) {
                assertThat(got.ended).isFalse();
            }
        }
    }

    @Test
    void hands_on_no_byte_of_a_chunk_that_does_not_match() {
        byte[] body = bytes(3 * 128 * K);
        SdkSigning.Result request = sdk.chunked(draft(), body, true, DefaultChecksumAlgorithmChoice.CRC32);
        byte[] changed = request.body().clone();
        changed[200 * K] ^= 4;
        Collected got = new Collected();

        S3Fault fault = catchThrowableOfType(S3Fault.class, () -> decode(request, changed, new Random(1), got));

        assertThat(fault.error()).isEqualTo(S3Error.SignatureDoesNotMatch);
        assertThat(got.bytes()).hasSize(128 * K);
    }

    @Test
    void refuses_a_wrong_trailing_checksum_of_an_unsigned_stream() {
        S3Fault fault = unsigned(3, "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
        assertThat(fault.error()).isEqualTo(S3Error.BadDigest);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-1\r\nabc\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n",
        "\r\nabc\r\n0\r\n\r\n", "00000000000000003\r\nabc\r\n0\r\n\r\n", "ffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        "4\r\nabcd\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc\n0\r\n\r\n",
        "3;x=y\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0\r\nx-amz-meta-a:b\r\n\r\n", "2\r\nab\r\n0\r\n\r\n",
        "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\nX", "3\r\nabc\r\n0\r\n\r\n"})
    void refuses_broken_framing(String framed) {
        assertThat(unsigned(3, framed).error().status()).isEqualTo(400);
    }

    @Test
    void accepts_the_right_trailing_checksum() throws S3Fault {
        Collected got = new Collected();
        decodeUnsigned(3, "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n", got);
        assertThat(got.bytes()).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(got.trailers.get("x-amz-checksum-crc32")).isEqualTo("NSRBwg==");
    }

    @Test
    void refuses_a_body_that_ends_early() {
        for (String framed : new String[] {"", "3\r\nab", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n"}) {
            assertThat(unsigned(3, framed).error()).isEqualTo(S3Error.IncompleteBody);
        }
    }

    /** S3's largest part has 5 GiB; an int ends at 2. */
    @Test
    void counts_streams_larger_than_an_int() throws S3Fault {
        long size = 5L << 30;
        long[] got = new long[1];
        ChunkSink counting = new ChunkSink() {
            @Override
            public void chunk(String sizeText, long length, byte[] sha256) {
                assertThat(length).isEqualTo(size);
            }

            @Override
            public void data(ByteBuf bytes) {
                got[0] += bytes.readableBytes();
                bytes.release();
            }

            @Override
            public void end(String sizeText, HeaderFields trailers) {
                assertThat(got[0]).isEqualTo(size);
            }
        };
        ByteBuf block = Unpooled.directBuffer(1 << 20).writeZero(1 << 20);
        try (AwsChunkedDecoder decoder = new AwsChunkedDecoder(Payload.UNSIGNED_CHUNKS_TRAILER, size, "x-amz-meta-none",
                null, counting)) {
            decoder.feed(Unpooled.copiedBuffer(Long.toHexString(size) + "\r\n", StandardCharsets.US_ASCII));
            for (long left = size; left > 0; left -= 1 << 20) {
                decoder.feed(block.slice());
            }
            decoder.feed(Unpooled.copiedBuffer("\r\n0\r\nx-amz-meta-none:1\r\n\r\n", StandardCharsets.US_ASCII));
            decoder.finish();
        }
        block.release();
        assertThat(got[0]).isEqualTo(size);
    }

    @Test
    void bounds_the_length_of_a_line() {
        assertThat(unsigned(3, "0".repeat(10_000)).error()).isEqualTo(S3Error.InvalidRequest);
    }

    @ParameterizedTest
    @CsvSource({"x-amz-checksum-crc32,y/Q5Jg==", "x-amz-checksum-crc32c,4waSgw==", "x-amz-checksum-crc64nvme,rosUhgp5mIg=",
        "x-amz-checksum-sha1,98O8HYCOBHMq32eZZczDTKeuNEE="})
    void knows_the_checksums_by_their_check_values(String name, String expected) {
        BodyChecksum checksum = BodyChecksum.named(name);
        checksum.update(Unpooled.copiedBuffer("1234", StandardCharsets.US_ASCII));
        checksum.update(Unpooled.copiedBuffer("56789", StandardCharsets.US_ASCII));
        assertThat(checksum.base64()).isEqualTo(expected).hasSize(BodyChecksum.encodedLength(name));
    }

    @Test
    void takes_a_crc64_in_eight_byte_steps_as_byte_by_byte() {
        byte[] body = bytes(1003);
        Crc64Nvme whole = new Crc64Nvme();
        Crc64Nvme single = new Crc64Nvme();
        whole.update(body, 0, body.length);
        for (byte b : body) {
            single.update(b);
        }
        assertThat(whole.getValue()).isEqualTo(single.getValue());
    }

    private S3Fault unsigned(long decoded, String framed) {
        return catchThrowableOfType(S3Fault.class, () -> decodeUnsigned(decoded, framed, new Collected()));
    }

    private static void decodeUnsigned(long decoded, String framed, Collected got) throws S3Fault {
        try (AwsChunkedDecoder decoder = new AwsChunkedDecoder(Payload.UNSIGNED_CHUNKS_TRAILER, decoded,
                "x-amz-checksum-crc32", null, got)) {
            decoder.feed(Unpooled.copiedBuffer(framed, StandardCharsets.ISO_8859_1));
            decoder.finish();
        }
    }

    private Collected decode(SdkSigning.Result request, byte[] body, Random splits) throws S3Fault {
        return decode(request, body, splits, new Collected());
    }

    private static Collected decode(SdkSigning.Result request, byte[] body, Random splits, Collected got)
            throws S3Fault {
        HeaderFields fields = request.fields();
        VerifiedRequest verified = new RequestVerifier(AccessKeys.only(SdkSigning.KEYS), () -> SdkSigning.NOW)
                .verify(request.method(), request.path(), request.query(), fields);
        try (AwsChunkedDecoder decoder = new AwsChunkedDecoder(verified.payload(),
                Long.parseLong(fields.get("x-amz-decoded-content-length")), fields.get("x-amz-trailer"),
                verified.chunks(), got)) {
            for (int at = 0; at < body.length;) {
                int length = Math.min(body.length - at, 1 + splits.nextInt(40_000));
                decoder.feed(Unpooled.wrappedBuffer(body, at, length));
                at += length;
            }
            decoder.finish();
        }
        return got;
    }

    private static SdkSigning.Draft draft() {
        return new SdkSigning.Draft("PUT", "/bucket/key", "", new HeaderFields().add("Host", "127.0.0.1:9000"));
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static final class Collected implements ChunkSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private HeaderFields trailers;
        private boolean ended;

        @Override
        public void chunk(String sizeText, long size, byte[] sha256) {
            assertThat(Long.parseLong(sizeText, 16)).isEqualTo(size);
        }

        @Override
        public void data(ByteBuf bytes) {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            out.writeBytes(copy);
            bytes.release();
        }

        @Override
        public void end(String sizeText, HeaderFields fields) {
            ended = true;
            trailers = fields;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
