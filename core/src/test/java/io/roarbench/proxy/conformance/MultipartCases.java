package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Multipart uploads: order, errors, what comes out. */
interface MultipartCases extends Cases {

    int LEAST = 5 << 20;

    private static String create(S3Session s3, String key, String... fields) throws Exception {
        return s3.call("POST", s3.path(key) + "?uploads", new byte[0], fields).expect(200).one("UploadId");
    }

    private static S3Reply part(S3Session s3, String key, String id, int number, byte[] body) throws Exception {
        return s3.call("PUT", s3.path(key) + "?partNumber=" + number + "&uploadId=" + id, body);
    }

    private static S3Reply complete(S3Session s3, String key, String id, Object... numbersAndEtags) throws Exception {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < numbersAndEtags.length; i += 2) {
            xml.append("<Part><PartNumber>").append(numbersAndEtags[i]).append("</PartNumber><ETag>")
                    .append(numbersAndEtags[i + 1]).append("</ETag></Part>");
        }
        return s3.call("POST", s3.path(key) + "?uploadId=" + id,
                xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void completed(S3Reply reply) {
        assertThat(reply.expect(200).text()).doesNotContain("<Error>");
    }

    /** S3 may have begun its 200 when it sees that a part is wrong; the error is then in the body. */
    private static void refused(S3Reply reply, int status, String code) {
        assertThat(reply.status()).isIn(status, 200);
        assertThat(reply.xml("Code")).as(reply.text()).containsExactly(code);
    }

    @Test
    default void parts_are_joined_in_their_order() throws Exception {
        everywhere(s3 -> {
            byte[] first = bytes(1, LEAST);
            byte[] second = bytes(2, 1234);
            String id = create(s3, "k", "Content-Type", "a/b", "x-amz-meta-m", "v");
            String etag2 = part(s3, "k", id, 20, second).expect(200).etag();
            String etag1 = part(s3, "k", id, 3, first).expect(200).etag();
            completed(complete(s3, "k", id, 3, etag1, 20, etag2));
            byte[] all = Arrays.copyOf(first, LEAST + 1234);
            System.arraycopy(second, 0, all, LEAST, 1234);
            S3Reply got = s3.get("k").expect(200).has("content-type", "a/b").has("x-amz-meta-m", "v");
            assertThat(got.body()).isEqualTo(all);
            byte[] digests = Arrays.copyOf(S3Session.digest("MD5", first), 32);
            System.arraycopy(S3Session.digest("MD5", second), 0, digests, 16, 16);
            got.has("etag", '"' + HexFormat.of().formatHex(S3Session.digest("MD5", digests)) + "-2\"");
            assertThat(s3.get("k", "Range", "bytes=" + (LEAST - 2) + "-" + (LEAST + 1)).expect(206).body())
                    .isEqualTo(Arrays.copyOfRange(all, LEAST - 2, LEAST + 2));
        });
    }

    @Test
    default void one_small_part_is_enough() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            completed(complete(s3, "k", id, 1, part(s3, "k", id, 1, bytes(1, 10)).etag()));
            assertThat(s3.get("k").expect(200).body()).isEqualTo(bytes(1, 10));
        });
    }

    @Test
    default void the_last_of_two_same_parts_counts() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            part(s3, "k", id, 1, bytes(1, 100)).expect(200);
            String etag = part(s3, "k", id, 1, bytes(2, 10)).expect(200).etag();
            completed(complete(s3, "k", id, 1, etag));
            assertThat(s3.get("k").expect(200).body()).isEqualTo(bytes(2, 10));
        });
    }

    @Test
    default void parts_that_are_not_named_are_left_out() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            String etag = part(s3, "k", id, 1, bytes(1, 10)).etag();
            part(s3, "k", id, 2, bytes(2, 10)).expect(200);
            completed(complete(s3, "k", id, 1, etag));
            assertThat(s3.get("k").expect(200).body()).isEqualTo(bytes(1, 10));
        });
    }

    @Test
    default void parts_out_of_order_are_refused() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            String one = part(s3, "k", id, 1, bytes(1, LEAST)).etag();
            String two = part(s3, "k", id, 2, bytes(2, 10)).etag();
            refused(complete(s3, "k", id, 2, two, 1, one), 400, "InvalidPartOrder");
            s3.get("k").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void parts_that_are_too_small_are_refused() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            String one = part(s3, "k", id, 1, bytes(1, 10)).etag();
            String two = part(s3, "k", id, 2, bytes(2, 10)).etag();
            refused(complete(s3, "k", id, 1, one, 2, two), 400, "EntityTooSmall");
            s3.get("k").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void parts_that_are_not_there_are_refused() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            String one = part(s3, "k", id, 1, bytes(1, 10)).etag();
            refused(complete(s3, "k", id, 9999, one), 400, "InvalidPart");
            refused(complete(s3, "k", id, 1, "\"ffffffffffffffffffffffffffffffff\""), 400, "InvalidPart");
            s3.get("k").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void an_upload_without_parts_is_refused() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            refused(complete(s3, "k", id), 400, "MalformedXML");
        });
    }

    @Test
    default void what_is_aborted_is_gone() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            String etag = part(s3, "k", id, 1, bytes(1, 10)).etag();
            s3.call("DELETE", s3.path("k") + "?uploadId=" + id, null).expect(204);
            refused(complete(s3, "k", id, 1, etag), 404, "NoSuchUpload");
            part(s3, "k", id, 2, bytes(1, 10)).expect(404, "NoSuchUpload");
            s3.get("k").expect(404, "NoSuchKey");
            assertThat(s3.list("uploads").expect(200).xml("Upload", "Key")).isEmpty();
        });
    }

    @Test
    default void unknown_uploads_are_refused() throws Exception {
        everywhere(s3 -> {
            part(s3, "k", "56788", 1, bytes(1, 10)).expect(404, "NoSuchUpload");
            s3.call("DELETE", s3.path("k") + "?uploadId=56788", null).expect(404, "NoSuchUpload");
            refused(complete(s3, "k", "56788", 1, "\"ffffffffffffffffffffffffffffffff\""), 404, "NoSuchUpload");
        });
    }

    @Test
    default void part_numbers_go_from_1_to_10000() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            part(s3, "k", id, 0, bytes(1, 10)).expect(400, "InvalidArgument");
            part(s3, "k", id, 10_001, bytes(1, 10)).expect(400, "InvalidArgument");
            part(s3, "k", id, 10_000, bytes(1, 10)).expect(200);
        });
    }

    @Test
    default void uploads_and_parts_are_listed() throws Exception {
        everywhere(s3 -> {
            String id = create(s3, "k");
            create(s3, "j");
            part(s3, "k", id, 2, bytes(2, 20)).expect(200);
            String one = part(s3, "k", id, 1, bytes(1, 10)).expect(200).etag();
            assertThat(s3.list("uploads").expect(200).xml("Upload", "Key")).containsExactly("j", "k");
            S3Reply parts = s3.call("GET", s3.path("k") + "?uploadId=" + id, null).expect(200);
            assertThat(parts.xml("Part", "PartNumber")).isEqualTo(List.of("1", "2"));
            assertThat(parts.xml("Part", "Size")).isEqualTo(List.of("10", "20"));
            assertThat(parts.xml("Part", "ETag")).startsWith(one);
            assertThat(s3.list("").xml("Contents", "Key")).isEmpty();
        });
    }

    @Test
    default void a_part_may_be_a_range_of_another_object() throws Exception {
        everywhere(s3 -> {
            s3.put("source", "0123456789").expect(200);
            String id = create(s3, "k");
            S3Reply copied = s3.call("PUT", s3.path("k") + "?partNumber=1&uploadId=" + id, new byte[0],
                    "x-amz-copy-source", s3.bucket() + "/source", "x-amz-copy-source-range", "bytes=2-5").expect(200);
            completed(complete(s3, "k", id, 1, copied.one("ETag")));
            s3.get("k").expect(200).holds("2345");
        });
    }

    @Test
    default void the_object_before_stays_until_the_upload_is_complete() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "before").expect(200);
            String id = create(s3, "k");
            String etag = part(s3, "k", id, 1, bytes(1, 10)).etag();
            s3.get("k").holds("before");
            completed(complete(s3, "k", id, 1, etag));
            assertThat(s3.get("k").body()).isEqualTo(bytes(1, 10));
        });
    }
}
