package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ListObjects and ListObjectsV2. */
interface ListCases extends Cases {

    /** Lists with both versions what was put, and expects these keys and common prefixes. */
    private void lists(String query, List<String> put, List<String> keys, List<String> prefixes) throws Exception {
        everywhere(s3 -> {
            for (String key : put) {
                s3.put(key, "x").expect(200);
            }
            for (String version : List.of("", "list-type=2&")) {
                S3Reply list = s3.list(version + query).expect(200);
                assertThat(list.xml("Contents", "Key")).containsExactlyElementsOf(keys);
                assertThat(list.xml("CommonPrefixes", "Prefix")).containsExactlyElementsOf(prefixes);
                assertThat(list.one("IsTruncated")).isEqualTo("false");
            }
        });
    }

    private void refused(String query) throws Exception {
        everywhere(s3 -> s3.list(query).expect(400, "InvalidArgument"));
    }

    @Test
    default void an_empty_bucket_has_no_keys() throws Exception {
        lists("", List.of(), List.of(), List.of());
    }

    @Test
    default void keys_are_in_the_order_of_their_bytes() throws Exception {
        lists("", List.of("b", "a", "B", "a/b", "a-b", "aa", "é", "z", "10", "9"),
                List.of("10", "9", "B", "a", "a-b", "a/b", "aa", "b", "z", "é"), List.of());
    }

    @Test
    default void a_prefix_chooses() throws Exception {
        lists("prefix=foo/", List.of("foo/bar", "foo/baz", "quux"), List.of("foo/bar", "foo/baz"), List.of());
    }

    @Test
    default void a_prefix_that_nothing_has() throws Exception {
        lists("prefix=d", List.of("foo/bar", "foo/baz", "quux"), List.of(), List.of());
    }

    @Test
    default void a_prefix_of_odd_signs() throws Exception {
        lists("prefix=a%20b%2B", List.of("a b+c", "a b", "a+b"), List.of("a b+c"), List.of());
    }

    @Test
    default void a_slash_makes_folders() throws Exception {
        lists("delimiter=/", List.of("asdf", "boo/bar", "boo/baz/xyzzy", "cquux/thud", "cquux/bla"), List.of("asdf"),
                List.of("boo/", "cquux/"));
    }

    @Test
    default void a_prefix_and_a_slash_show_one_level() throws Exception {
        lists("delimiter=/&prefix=boo/", List.of("asdf", "boo/bar", "boo/baz/xyzzy", "cquux/thud"), List.of("boo/bar"),
                List.of("boo/baz/"));
    }

    @Test
    default void a_prefix_without_its_slash_shows_the_folder() throws Exception {
        lists("delimiter=/&prefix=boo", List.of("boo/bar", "boo/baz", "boot"), List.of("boot"), List.of("boo/"));
    }

    @Test
    default void any_sign_can_delimit() throws Exception {
        lists("delimiter=a", List.of("bar", "baz", "cab", "foo"), List.of("foo"), List.of("ba", "ca"));
    }

    @Test
    default void a_blank_can_delimit() throws Exception {
        lists("delimiter=%20", List.of("b ar", "b az", "c ab", "foo"), List.of("foo"), List.of("b ", "c "));
    }

    @Test
    default void a_percent_sign_can_delimit() throws Exception {
        lists("delimiter=%25", List.of("b%ar", "b%az", "c%ab", "foo"), List.of("foo"), List.of("b%", "c%"));
    }

    @Test
    default void an_empty_delimiter_is_none() throws Exception {
        lists("delimiter=", List.of("bar", "foo/x"), List.of("bar", "foo/x"), List.of());
    }

    @Test
    default void a_delimiter_that_nothing_has() throws Exception {
        lists("delimiter=%0A", List.of("bar", "foo/x"), List.of("bar", "foo/x"), List.of());
    }

    @Test
    default void a_folder_object_is_in_its_own_folder() throws Exception {
        lists("delimiter=/&prefix=asdf/", List.of("asdf/"), List.of("asdf/"), List.of());
    }

    @Test
    default void no_keys_are_asked_for() throws Exception {
        lists("max-keys=0", List.of("a", "b"), List.of(), List.of());
    }

    @Test
    default void more_keys_are_asked_for_than_pages_have() throws Exception {
        lists("max-keys=5000", List.of("a", "b"), List.of("a", "b"), List.of());
    }

    @Test
    default void max_keys_that_is_no_number() throws Exception {
        refused("max-keys=blah");
    }

    @Test
    default void max_keys_below_none() throws Exception {
        refused("max-keys=-1");
    }

    @Test
    default void encoding_that_is_unknown() throws Exception {
        refused("encoding-type=bad");
    }

    @Test
    default void encoded_keys() throws Exception {
        everywhere(s3 -> {
            for (String key : List.of("a+b", "a b/x", "é", "p/q&r")) {
                s3.put(key, "x").expect(200);
            }
            for (String version : List.of("", "list-type=2&")) {
                S3Reply list = s3.list(version + "encoding-type=url&delimiter=/").expect(200);
                assertThat(list.xml("Contents", "Key")).containsExactly("a%2Bb", "%C3%A9");
                assertThat(list.xml("CommonPrefixes", "Prefix")).containsExactly("a%20b/", "p/");
                assertThat(list.one("EncodingType")).isEqualTo("url");
            }
        });
    }

    @Test
    default void pages_of_version_1_go_on_after_a_marker() throws Exception {
        everywhere(s3 -> {
            for (String key : List.of("bar", "baz", "foo", "quxx")) {
                s3.put(key, "x").expect(200);
            }
            S3Reply first = s3.list("max-keys=1").expect(200);
            assertThat(first.xml("Contents", "Key")).containsExactly("bar");
            assertThat(first.one("IsTruncated")).isEqualTo("true");
            assertThat(s3.list("marker=bar").xml("Contents", "Key")).containsExactly("baz", "foo", "quxx");
            assertThat(s3.list("marker=blah").xml("Contents", "Key")).containsExactly("foo", "quxx");
            assertThat(s3.list("marker=zzz").xml("Contents", "Key")).isEmpty();
            assertThat(s3.list("marker=%0A").xml("Contents", "Key")).hasSize(4);
        });
    }

    @Test
    default void folders_are_paged_too() throws Exception {
        everywhere(s3 -> {
            for (String key : List.of("asdf", "boo/bar", "boo/baz/xyzzy", "cquux/thud", "cquux/bla")) {
                s3.put(key, "x").expect(200);
            }
            List<String> seen = new ArrayList<>();
            String marker = "";
            for (int page = 0; page < 3; page++) {
                S3Reply list = s3.list("delimiter=/&max-keys=1&marker=" + marker).expect(200);
                seen.addAll(list.xml("Contents", "Key"));
                seen.addAll(list.xml("CommonPrefixes", "Prefix"));
                assertThat(list.one("IsTruncated")).isEqualTo(page < 2 ? "true" : "false");
                marker = page < 2 ? list.one("NextMarker") : "";
            }
            assertThat(seen).containsExactly("asdf", "boo/", "cquux/");
        });
    }

    @Test
    default void pages_of_version_2_go_on_with_a_token() throws Exception {
        everywhere(s3 -> {
            for (String key : List.of("a b", "a+b", "b/1", "b/2", "é")) {
                s3.put(key, "x").expect(200);
            }
            List<String> seen = new ArrayList<>();
            String token = "";
            do {
                S3Reply list = s3.list("list-type=2&max-keys=1&delimiter=/" + token).expect(200);
                assertThat(list.one("KeyCount")).isEqualTo("1");
                seen.addAll(list.xml("Contents", "Key"));
                seen.addAll(list.xml("CommonPrefixes", "Prefix"));
                token = list.one("IsTruncated").equals("true") ? "&continuation-token="
                        + io.roarbench.proxy.signing.UriText.encode(list.one("NextContinuationToken"), false) : null;
            } while (token != null);
            assertThat(seen).containsExactly("a b", "a+b", "b/", "é");
        });
    }

    @Test
    default void version_2_starts_after_a_key() throws Exception {
        everywhere(s3 -> {
            for (String key : List.of("bar", "baz", "é")) {
                s3.put(key, "x").expect(200);
            }
            assertThat(s3.list("list-type=2&start-after=bar").xml("Contents", "Key")).containsExactly("baz", "é");
            assertThat(s3.list("list-type=2&start-after=blah").xml("Contents", "Key")).containsExactly("é");
            assertThat(s3.list("list-type=2&start-after=%C3%A9").xml("Contents", "Key")).isEmpty();
        });
    }

    @Test
    default void a_list_tells_size_and_etag() throws Exception {
        everywhere(s3 -> {
            String etag = s3.put("k", "hello").etag();
            S3Reply list = s3.list("list-type=2").expect(200);
            assertThat(list.xml("Contents", "Size")).containsExactly("5");
            assertThat(list.xml("Contents", "ETag")).containsExactly(etag);
        });
    }
}
