package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys that paths, queries and XML do not love. */
interface KeyCases extends Cases {

    private void roundTrip(String key) throws Exception {
        everywhere(s3 -> {
            s3.put(key, "body of it").expect(200);
            s3.get(key).expect(200).holds("body of it");
            s3.head(key).expect(200).has("content-length", "10");
            assertThat(s3.list("list-type=2").expect(200).xml("Contents", "Key")).containsExactly(key);
            s3.copy("/" + s3.bucket() + "/" + io.roarbench.proxy.signing.UriText.encode(key, true), "copy").expect(200);
            s3.get("copy").expect(200).holds("body of it");
            s3.delete(key).expect(204);
            s3.get(key).expect(404, "NoSuchKey");
        });
    }

    @Test
    default void blank_and_plus() throws Exception {
        roundTrip("a b+c");
    }

    @Test
    default void percent_signs() throws Exception {
        roundTrip("a%2Fb%zz%");
    }

    @Test
    default void letters_of_the_world() throws Exception {
        roundTrip("ünï/日本/عربى");
    }

    @Test
    default void beyond_the_basic_plane() throws Exception {
        roundTrip("😀😀");
    }

    @Test
    default void doubled_slash() throws Exception {
        roundTrip("dir//x");
    }

    @Test
    default void leading_slash() throws Exception {
        roundTrip("/lead");
    }

    @Test
    default void trailing_slash() throws Exception {
        roundTrip("tail/");
    }

    @Test
    default void dots_as_segments() throws Exception {
        roundTrip("a/../b/./c");
    }

    @Test
    default void reserved_signs() throws Exception {
        roundTrip("a&b=c;d,e:f@g$h!*'()");
    }

    @Test
    default void question_mark_and_hash() throws Exception {
        roundTrip("a?b#c");
    }

    @Test
    default void signs_of_xml() throws Exception {
        roundTrip("<a>&amp;\"'");
    }

    @Test
    default void backslash() throws Exception {
        roundTrip("a\\b");
    }

    @Test
    default void brackets_and_pipes() throws Exception {
        roundTrip("[a]{b}|c^`~");
    }

    @Test
    default void names_that_look_like_queries_of_s3() throws Exception {
        roundTrip("uploads");
    }
}
