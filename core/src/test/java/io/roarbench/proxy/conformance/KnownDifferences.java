package io.roarbench.proxy.conformance;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Cases in which s3proxy 4.1.0, with its store in files, does not answer as S3 does, and what it does instead. The embedded
 * origin follows S3 there. Each must still differ, so that the list does not rot.
 */
final class KnownDifferences {

    static final Map<String, String> S3PROXY_IS_NOT_S3 = Map.ofEntries(
            entry("keys_have_1024_bytes_at_most", "500 for a key that its file system cannot name"),
            entry("dots_as_segments", "500: a path of the file system is meant"),
            entry("leading_slash", "400: as above"),
            entry("doubled_slash", "lists dir//x as dir/x: as above"),
            entry("trailing_slash", "stores a directory and drops the body"),
            entry("a_folder_object_is_in_its_own_folder", "as above"),
            entry("keys_are_in_the_order_of_their_bytes", "500: no a/b beside a, which is a file"),
            entry("range_of_a_head", "ignores the range"),
            entry("range_that_is_none_is_ignored", "400"),
            entry("range_backwards_is_ignored", "416"),
            entry("if_match_outweighs_if_unmodified_since", "412, against RFC 9110 §13.2.2"),
            entry("if_modified_since_its_own_time", "200: it compares fractions of seconds that it does not tell"),
            entry("any_sign_can_delimit", "400 for any delimiter but a slash"),
            entry("a_blank_can_delimit", "as above"),
            entry("a_percent_sign_can_delimit", "as above"),
            entry("a_delimiter_that_nothing_has", "as above"),
            entry("encoding_that_is_unknown", "200"),
            entry("more_than_a_thousand_are_too_many", "InvalidArgument in place of MalformedXML"),
            entry("uploads_and_parts_are_listed", "NextPartNumberMarker is 0 in place of the last part's number"),
            entry("an_upload_without_parts_is_refused", "404 NoSuchUpload"),
            entry("what_is_aborted_is_gone", "takes parts of uploads that are gone"),
            entry("unknown_uploads_are_refused", "takes parts of uploads that never were"),
            entry("parts_out_of_order_are_refused", "sorts them"));

    private KnownDifferences() {
    }
}
