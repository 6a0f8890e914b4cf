package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** CopyObject. */
interface CopyCases extends Cases {

    @Test
    default void a_copy_is_equal() throws Exception {
        everywhere(s3 -> {
            String etag = s3.put("a", "body", "Content-Type", "a/b", "x-amz-meta-m", "v").etag();
            assertThat(s3.copy(s3.bucket() + "/a", "b").expect(200).one("ETag")).isEqualTo(etag);
            s3.get("b").expect(200).holds("body").has("content-type", "a/b").has("x-amz-meta-m", "v").has("etag", etag);
        });
    }

    @Test
    default void an_empty_object_is_copied() throws Exception {
        everywhere(s3 -> {
            s3.put("a", "");
            s3.copy(s3.bucket() + "/a", "b").expect(200);
            s3.head("b").expect(200).has("content-length", "0");
        });
    }

    @Test
    default void the_source_may_begin_with_a_slash_and_be_encoded() throws Exception {
        everywhere(s3 -> {
            s3.put("odd key+é", "body");
            s3.copy("/" + s3.bucket() + "/odd%20key%2B%C3%A9", "b").expect(200);
            s3.get("b").holds("body");
        });
    }

    @Test
    default void metadata_is_replaced_if_asked_for() throws Exception {
        everywhere(s3 -> {
            s3.put("a", "body", "Content-Type", "a/b", "x-amz-meta-m", "v");
            s3.copy(s3.bucket() + "/a", "b", "x-amz-metadata-directive", "REPLACE", "x-amz-meta-n", "w",
                    "Content-Type", "c/d").expect(200);
            S3Reply got = s3.get("b").expect(200).has("x-amz-meta-n", "w").has("content-type", "c/d");
            assertThat(got.fields()).doesNotContainKey("x-amz-meta-m");
        });
    }

    @Test
    default void metadata_given_without_the_directive_is_not_taken() throws Exception {
        everywhere(s3 -> {
            s3.put("a", "body", "x-amz-meta-m", "v");
            s3.copy(s3.bucket() + "/a", "b", "x-amz-meta-m", "w").expect(200);
            s3.get("b").has("x-amz-meta-m", "v");
        });
    }

    @Test
    default void a_copy_on_itself_must_change_something() throws Exception {
        everywhere(s3 -> {
            s3.put("a", "body");
            s3.copy(s3.bucket() + "/a", "a").expect(400, "InvalidRequest");
            s3.copy(s3.bucket() + "/a", "a", "x-amz-metadata-directive", "REPLACE", "x-amz-meta-n", "w").expect(200);
            s3.get("a").holds("body").has("x-amz-meta-n", "w");
        });
    }

    @Test
    default void nothing_is_copied_from_nowhere() throws Exception {
        everywhere(s3 -> {
            s3.copy(s3.bucket() + "/nothing", "b").expect(404, "NoSuchKey");
            s3.copy("no-such-bucket-of-ours/a", "b").expect(404, "NoSuchBucket");
            s3.get("b").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void conditions_of_the_source_are_checked() throws Exception {
        everywhere(s3 -> {
            String etag = s3.put("a", "body").etag();
            s3.copy(s3.bucket() + "/a", "b", "x-amz-copy-source-if-match", "\"other\"").expect(412, "PreconditionFailed");
            s3.copy(s3.bucket() + "/a", "b", "x-amz-copy-source-if-none-match", etag).expect(412, "PreconditionFailed");
            s3.get("b").expect(404, "NoSuchKey");
            s3.copy(s3.bucket() + "/a", "b", "x-amz-copy-source-if-match", etag).expect(200);
            s3.copy(s3.bucket() + "/a", "c", "x-amz-copy-source-if-none-match", "\"other\"").expect(200);
            s3.get("b").holds("body");
        });
    }
}
