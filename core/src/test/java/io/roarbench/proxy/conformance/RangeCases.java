package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Parts of objects (RFC 9110 §14, GetObject). */
interface RangeCases extends Cases {

    private void range(String range, String part, String contentRange) throws Exception {
        everywhere(s3 -> {
            s3.put("k", "0123456789");
            s3.get("k", "Range", range).expect(206).holds(part).has("content-range", contentRange)
                    .has("content-length", Integer.toString(part.length()));
        });
    }

    private void whole(String range) throws Exception {
        everywhere(s3 -> {
            s3.put("k", "0123456789");
            assertThat(s3.get("k", "Range", range).expect(200).holds("0123456789").fields())
                    .doesNotContainKey("content-range");
        });
    }

    private void none(String body, String range) throws Exception {
        everywhere(s3 -> {
            s3.put("k", body);
            s3.get("k", "Range", range).expect(416, "InvalidRange");
        });
    }

    @Test
    default void range_of_one_byte() throws Exception {
        range("bytes=0-0", "0", "bytes 0-0/10");
    }

    @Test
    default void range_in_the_middle() throws Exception {
        range("bytes=4-7", "4567", "bytes 4-7/10");
    }

    @Test
    default void range_to_the_end() throws Exception {
        range("bytes=4-", "456789", "bytes 4-9/10");
    }

    @Test
    default void range_beyond_the_end_is_cut() throws Exception {
        range("bytes=8-1000", "89", "bytes 8-9/10");
    }

    @Test
    default void range_of_the_last_bytes() throws Exception {
        range("bytes=-3", "789", "bytes 7-9/10");
    }

    @Test
    default void range_of_more_last_bytes_than_there_are() throws Exception {
        range("bytes=-100", "0123456789", "bytes 0-9/10");
    }

    @Test
    default void range_after_the_end() throws Exception {
        none("0123456789", "bytes=10-12");
    }

    @Test
    default void range_of_no_last_bytes() throws Exception {
        none("0123456789", "bytes=-0");
    }

    @Test
    default void range_of_an_empty_object() throws Exception {
        none("", "bytes=0-10");
    }

    @Test
    default void range_in_another_unit_is_ignored() throws Exception {
        whole("lines=0-1");
    }

    @Test
    default void range_that_is_none_is_ignored() throws Exception {
        whole("bytes=a-b");
    }

    @Test
    default void range_backwards_is_ignored() throws Exception {
        whole("bytes=5-2");
    }

    @Test
    default void range_of_a_head() throws Exception {
        everywhere(s3 -> {
            s3.put("k", "0123456789");
            s3.head("k", "Range", "bytes=2-4").expect(206).has("content-length", "3");
        });
    }
}
