package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** DeleteObjects. */
interface DeleteManyCases extends Cases {

    private static S3Reply deleteMany(S3Session s3, String xml) throws Exception {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        return s3.call("POST", "/" + s3.bucket() + "?delete", body, "Content-MD5", S3Session.md5Base64(body));
    }

    private static String naming(List<String> keys, boolean quiet) {
        return "<Delete>" + (quiet ? "<Quiet>true</Quiet>" : "") + keys.stream()
                .map(k -> "<Object><Key>" + k + "</Key></Object>").collect(Collectors.joining()) + "</Delete>";
    }

    @Test
    default void many_are_deleted_and_named() throws Exception {
        everywhere(s3 -> {
            for (String key : List.of("a b", "c+d", "é", "kept")) {
                s3.put(key, "x");
            }
            S3Reply deleted = deleteMany(s3, naming(List.of("a b", "c+d", "é", "never"), false)).expect(200);
            assertThat(deleted.xml("Deleted", "Key")).containsExactlyInAnyOrder("a b", "c+d", "é", "never");
            assertThat(s3.list("").xml("Contents", "Key")).containsExactly("kept");
        });
    }

    @Test
    default void quietly_only_errors_are_named() throws Exception {
        everywhere(s3 -> {
            s3.put("a", "x");
            assertThat(deleteMany(s3, naming(List.of("a"), true)).expect(200).xml("Key")).isEmpty();
            s3.get("a").expect(404, "NoSuchKey");
        });
    }

    @Test
    default void more_than_a_thousand_are_too_many() throws Exception {
        everywhere(s3 -> deleteMany(s3, naming(IntStream.range(0, 1001).mapToObj(i -> "k" + i).toList(), false))
                .expect(400, "MalformedXML"));
    }

    @Test
    default void what_is_no_xml_deletes_nothing() throws Exception {
        everywhere(s3 -> {
            s3.put("a", "x");
            deleteMany(s3, "<Delete><Object><Key>a").expect(400, "MalformedXML");
            s3.get("a").expect(200);
        });
    }
}
