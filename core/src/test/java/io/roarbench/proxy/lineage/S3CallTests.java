package io.roarbench.proxy.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeaderFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3CallTests {

    @ParameterizedTest
    @CsvSource({"GET,/b/k,GetObject", "GET,/b/k?versionId=1,GetObject", "GET,/b/k?x-id=GetObject,GetObject",
        "GET,/b/k?partNumber=1,GetObject", "GET,/b/k?response-content-type=a,GetObject", "GET,/b/k?acl,Other",
        "GET,/b/k?tagging=,Other", "GET,/b/k?attributes,Other", "GET,/b/k?uploadId=1,Other", "GET,/b/k?torrent,Other",
        "GET,/b/k?retention,Other", "HEAD,/b/k,HeadObject", "PUT,/b/k,PutObject", "PUT,/b/k?acl,Other",
        "PUT,/b/k?tagging,Other", "PUT,/b/k?partNumber=1&uploadId=u,UploadPart", "POST,/b/k?uploads,CreateMultipartUpload",
        "POST,/b/k?uploads=,CreateMultipartUpload", "POST,/b/k?uploadId=u,CompleteMultipartUpload",
        "POST,/b/k?select&select-type=2,Other", "DELETE,/b/k,DeleteObject", "DELETE,/b/k?uploadId=u,AbortMultipartUpload",
        "DELETE,/b/k?tagging,Other", "POST,/b?delete,DeleteObjects", "POST,/b/?delete=,DeleteObjects",
        "GET,/b?list-type=2&prefix=,ListObjectsV2", "GET,/b,ListObjects", "GET,/b?location,Other", "GET,/b?uploads,Other",
        "GET,/,ListBuckets", "PUT,/b,Other"})
    void tells_operations_apart(String method, String target, S3Operation expected) {
        assertThat(call(method, target).operation()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/b/%2Fx,/x", "/b//x,/x", "/b/a+b,a+b", "/b/a%2Bb,a+b", "/b/a%252Fb,a%2Fb", "/b/%E6%97%A5,日", "/b/t/,t/"})
    void decodes_a_key_once(String target, String key) {
        assertThat(call("GET", target).key()).isEqualTo(key);
    }

    @Test
    void names_the_source_of_a_copy() {
        S3Call copy = S3Call.of(new Head.Request("PUT", "/b/k", 1, new HeaderFields()
                .add("x-amz-copy-source", "/src/a%20b?versionId=v%2F1").add("Roar-Session-Id", "s")), null);
        assertThat(copy.operation()).isEqualTo(S3Operation.CopyObject);
        assertThat(copy.source()).isEqualTo("src/a b");
        assertThat(copy.sourceVersionId()).isEqualTo("v/1");
        assertThat(copy.session()).isEqualTo("s");
    }

    @Test
    void takes_the_bucket_of_the_host() {
        S3Call call = S3Call.of(new Head.Request("GET", "/a/b", 1, new HeaderFields()), "bucket");
        assertThat(call.bucket()).isEqualTo("bucket");
        assertThat(call.key()).isEqualTo("a/b");
    }

    private static S3Call call(String method, String target) {
        return S3Call.of(new Head.Request(method, target, 1, new HeaderFields()), null);
    }
}
