package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conditional requests (RFC 9110 §13, with S3's own for writes). */
interface ConditionCases extends Cases {

    String LONG_AGO = "Sat, 29 Oct 1994 19:43:31 GMT";
    String FAR_AHEAD = "Wed, 29 Oct 2042 19:43:31 GMT";

    private void get(int status, String... fields) throws Exception {
        everywhere(s3 -> {
            String etag = s3.put("k", "body").etag();
            String[] filled = fields.clone();
            for (int i = 0; i < filled.length; i++) {
                filled[i] = filled[i].replace("ETAG", etag);
            }
            assertThat(s3.get("k", filled).expect(status).text().equals("body")).isEqualTo(status == 200);
            s3.head("k", filled).expect(status);
        });
    }

    @Test
    default void if_match_of_the_etag() throws Exception {
        get(200, "If-Match", "ETAG");
    }

    @Test
    default void if_match_of_another() throws Exception {
        get(412, "If-Match", "\"other\"");
    }

    @Test
    default void if_match_of_anything() throws Exception {
        get(200, "If-Match", "*");
    }

    @Test
    default void if_none_match_of_the_etag() throws Exception {
        get(304, "If-None-Match", "ETAG");
    }

    @Test
    default void if_none_match_of_another() throws Exception {
        get(200, "If-None-Match", "\"other\"");
    }

    @Test
    default void if_modified_since_long_ago() throws Exception {
        get(200, "If-Modified-Since", LONG_AGO);
    }

    @Test
    default void if_unmodified_since_long_ago() throws Exception {
        get(412, "If-Unmodified-Since", LONG_AGO);
    }

    @Test
    default void if_unmodified_since_the_future() throws Exception {
        get(200, "If-Unmodified-Since", FAR_AHEAD);
    }

    @Test
    default void if_match_outweighs_if_unmodified_since() throws Exception {
        get(200, "If-Match", "ETAG", "If-Unmodified-Since", LONG_AGO);
    }

    @Test
    default void if_none_match_outweighs_if_modified_since() throws Exception {
        get(304, "If-None-Match", "ETAG", "If-Modified-Since", LONG_AGO);
    }

    @Test
    default void if_modified_since_its_own_time() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "body");
            String modified = s3.head("k").field("last-modified");
            s3.get("k", "If-Modified-Since", modified).expect(304);
            s3.get("k", "If-Unmodified-Since", modified).expect(200);
        });
    }

    @Test
    default void put_if_nothing_is_there() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "one", "If-None-Match", "*").expect(200);
            s3.put("k", "two", "If-None-Match", "*").expect(412, "PreconditionFailed");
            s3.get("k").holds("one");
        });
    }

    @Test
    default void put_if_the_etag_is_there() throws Exception {
        everywhere(s3 -> {
            String etag = s3.put("k", "one").etag();
            s3.put("k", "two", "If-Match", etag).expect(200);
            s3.put("k", "three", "If-Match", etag).expect(412, "PreconditionFailed");
            s3.get("k").holds("two");
        });
    }

    @Test
    default void put_if_the_etag_is_there_and_nothing_is() throws Exception {
        everywhere(s3 -> s3.put("k", "one", "If-Match", "\"d41d8cd98f00b204e9800998ecf8427e\"").expect(404, "NoSuchKey"));
    }
}
