package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.signing.Credentials;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Put, get, head, delete; the object cases of the community's S3 suites, said anew. */
interface ObjectCases extends Cases {

    @Test
    default void an_object_comes_back_with_its_md5_as_etag() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "hello").expect(200).has("etag", S3Session.etag("hello".getBytes()));
            s3.get("k").expect(200).holds("hello").has("etag", S3Session.etag("hello".getBytes()));
            s3.head("k").expect(200).has("content-length", "5");
        });
    }

    @Test
    default void an_empty_object_is_one() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "").expect(200).has("etag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
            s3.get("k").expect(200).holds("");
            s3.head("k").expect(200).has("content-length", "0");
        });
    }

    @Test
    default void an_object_is_overwritten_with_its_metadata() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "one", "x-amz-meta-colour", "blue", "Content-Type", "text/one");
            s3.put("k", "three", "x-amz-meta-size", "big").expect(200);
            S3Reply got = s3.get("k").expect(200).holds("three").has("x-amz-meta-size", "big");
            assertThat(got.fields()).doesNotContainKey("x-amz-meta-colour");
        });
    }

    @Test
    default void system_metadata_comes_back() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "x", "Content-Type", "text/x-odd; charset=utf-8", "Cache-Control", "max-age=5, private",
                    "Content-Disposition", "attachment; filename=\"a b\"", "Content-Language", "de-CH",
                    "Content-Encoding", "gzip").expect(200);
            for (S3Reply reply : Arrays.asList(s3.get("k"), s3.head("k"))) {
                reply.expect(200).has("content-type", "text/x-odd; charset=utf-8")
                        .has("cache-control", "max-age=5, private")
                        .has("content-disposition", "attachment; filename=\"a b\"")
                        .has("content-language", "de-CH").has("content-encoding", "gzip");
            }
        });
    }

    @Test
    default void aws_chunked_is_no_content_encoding_of_an_object() throws Exception {
        everywhere(s3 -> {
            // CRC-32 of "hello", big-endian, in base64.
            byte[] framed = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n".getBytes();
            for (String encoding : new String[] {"aws-chunked", "gzip,aws-chunked"}) {
                s3.put("k", framed, "Content-Encoding", encoding, "x-amz-decoded-content-length", "5", "x-amz-trailer",
                        "x-amz-checksum-crc32", "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER").expect(200);
                S3Reply got = s3.get("k").expect(200).holds("hello");
                assertThat(got.field("content-encoding")).isEqualTo(encoding.startsWith("gzip") ? "gzip" : null);
            }
        });
    }

    @Test
    default void metadata_values_keep_their_blanks_and_case() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "x", "X-Amz-Meta-Mixed", "Mixed Case, and; signs=", "x-amz-meta-empty", "").expect(200);
            s3.get("k").has("x-amz-meta-mixed", "Mixed Case, and; signs=");
        });
    }

    @Test
    default void the_query_overrides_fields_of_the_answer() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "x", "Content-Type", "a/b").expect(200);
            s3.call("GET", s3.path("k") + "?response-content-type=x%2Fy&response-cache-control=no-cache"
                    + "&response-content-disposition=bla&response-content-language=esperanto&response-expires=123", null)
                    .expect(200).has("content-type", "x/y").has("cache-control", "no-cache")
                    .has("content-disposition", "bla").has("content-language", "esperanto").has("expires", "123");
            s3.get("k").has("content-type", "a/b");
        });
    }

    @Test
    default void what_is_not_there_is_not_found() throws Exception {
        everywhere(s3 -> {
            s3.get("nothing").expect(404, "NoSuchKey");
            assertThat(s3.head("nothing").expect(404).body()).isEmpty();
            s3.call("GET", "/no-such-bucket-of-ours/k", null).expect(404, "NoSuchBucket");
            s3.call("PUT", "/no-such-bucket-of-ours/k", new byte[3]).expect(404, "NoSuchBucket");
            s3.call("HEAD", "/no-such-bucket-of-ours", null).expect(404);
            s3.call("DELETE", "/no-such-bucket-of-ours", null).expect(404, "NoSuchBucket");
            s3.call("GET", "/no-such-bucket-of-ours", null).expect(404, "NoSuchBucket");
        });
    }

    @Test
    default void deleting_what_is_not_there_is_no_error() throws Exception {
        everywhere(s3 -> {
            s3.delete("nothing").expect(204);
            s3.put("k", "x");
            s3.delete("k").expect(204);
            s3.delete("k").expect(204);
            s3.get("k").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void a_bucket_with_objects_is_not_deleted() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "x");
            s3.call("DELETE", "/" + s3.bucket(), null).expect(409, "BucketNotEmpty");
            s3.delete("k");
            s3.call("DELETE", "/" + s3.bucket(), null).expect(204);
            s3.call("HEAD", "/" + s3.bucket(), null).expect(404);
        });
    }

    @Test
    default void a_wrong_body_hash_stores_nothing() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "hello", "x-amz-content-sha256", "0".repeat(64)).expect(400, "XAmzContentSHA256Mismatch");
            s3.get("k").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void content_md5_is_checked() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "hello", "Content-MD5", S3Session.md5Base64("hello".getBytes())).expect(200);
            s3.put("k2", "hello", "Content-MD5", S3Session.md5Base64("other".getBytes())).expect(400, "BadDigest");
            s3.put("k2", "hello", "Content-MD5", "bad").expect(400, "InvalidDigest");
            s3.get("k2").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void a_checksum_field_is_checked() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "hello", "x-amz-checksum-crc32", "NhCmhg==").expect(200);
            s3.put("k2", "hello", "x-amz-checksum-crc32", "AAAAAA==").expect(400);
            s3.get("k2").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void keys_have_1024_bytes_at_most() throws Exception {
        everywhere(s3 -> {
            s3.put("k".repeat(1025), "x").expect(400, "KeyTooLongError");
            s3.put(("d".repeat(100) + "/").repeat(10) + "k".repeat(14), "x").expect(200);
            s3.get(("d".repeat(100) + "/").repeat(10) + "k".repeat(14)).expect(200).holds("x");
        });
    }

    @Test
    default void only_who_has_the_keys_gets_in() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "x").expect(200);
            s3.anonymous("GET", s3.path("k")).expect(403, "AccessDenied");
            s3.call(Credentials.of(s3.keys().accessKey(), "guess"), "GET", s3.path("k"), null)
                    .expect(403, "SignatureDoesNotMatch");
            s3.call(Credentials.of("AKIDSTRANGER", "guess"), "GET", s3.path("k"), null)
                    .expect(403, "InvalidAccessKeyId");
        });
    }

    @Test
    default void a_large_object_is_whole() throws Exception {
        everywhere(s3 -> {
            byte[] body = new byte[3_000_001];
            new java.util.Random(5).nextBytes(body);
            s3.put("k", body).expect(200).has("etag", S3Session.etag(body));
            assertThat(s3.get("k").expect(200).body()).isEqualTo(body);
        });
    }
}
