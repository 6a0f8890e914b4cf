package io.roarbench.s3.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What the AWS SDK must find at an S3 endpoint, whoever answers: the origin itself, or a proxy before it. */
public abstract class S3Behaviour {

    protected static final String BUCKET = "some-bucket";

    /** A client of the endpoint under test; {@link #BUCKET} exists and is empty. */
    protected abstract S3Client s3();

    protected abstract S3Presigner presigner();

    protected abstract URI endpoint();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 131071, 131072, 131073, 3_000_000, 9_000_001})
    void gives_back_what_was_put(int size) throws Exception {
        byte[] body = bytes(size);
        String etag = put("k" + size, body);
        ResponseBytes<GetObjectResponse> got = get("k" + size);

        assertThat(got.asByteArray()).isEqualTo(body);
        assertThat(got.response().eTag()).isEqualTo(etag).isEqualTo('"' + md5(body) + '"');
        assertThat(got.response().contentEncoding()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b+c", "a%2Fb", "ünïcode/日本", "😀", "dir//x", "/lead", "a/../b", "x/./y", "tail/",
        "~-_.!*'()", "a&b=c;d,e:f@g$h", "\\", "a?b#c", "\"quoted\"", "<xml>&amp;", "a\tb"})
    void keeps_odd_keys_apart(String key) {
        put(key, key.getBytes(StandardCharsets.UTF_8));

        assertThat(get(key).asUtf8String()).isEqualTo(key);
        assertThat(s3().headObject(b -> b.bucket(BUCKET).key(key)).contentLength()).isPositive();
        assertThat(keys(ListObjectsV2Request.builder().bucket(BUCKET).build())).contains(key);
        s3().copyObject(b -> b.sourceBucket(BUCKET).sourceKey(key).destinationBucket(BUCKET).destinationKey("copy"));
        assertThat(get("copy").asUtf8String()).isEqualTo(key);
        s3().deleteObject(b -> b.bucket(BUCKET).key(key));
        assertThatThrownBy(() -> get(key)).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void serves_ranges() {
        byte[] body = bytes(1000);
        put("r", body);
        assertThat(range("bytes=0-0")).isEqualTo(java.util.Arrays.copyOfRange(body, 0, 1));
        assertThat(range("bytes=990-")).isEqualTo(java.util.Arrays.copyOfRange(body, 990, 1000));
        assertThat(range("bytes=-10")).isEqualTo(java.util.Arrays.copyOfRange(body, 990, 1000));
        assertThat(range("bytes=100-5000")).hasSize(900);
        assertThat(failure(() -> range("bytes=1000-")).statusCode()).isEqualTo(416);
    }

    private byte[] range(String range) {
        return s3().getObjectAsBytes(b -> b.bucket(BUCKET).key("r").range(range)).asByteArray();
    }

    @Test
    void keeps_metadata_and_content_type() {
        s3().putObject(b -> b.bucket(BUCKET).key("m").contentType("text/x-odd").contentEncoding("gzip")
                .metadata(Map.of("colour", "blue")), RequestBody.fromString("x"));
        GetObjectResponse got = get("m").response();
        assertThat(got.contentType()).isEqualTo("text/x-odd");
        assertThat(got.contentEncoding()).isEqualTo("gzip");
        assertThat(got.metadata()).containsEntry("colour", "blue");

        s3().copyObject(b -> b.sourceBucket(BUCKET).sourceKey("m").destinationBucket(BUCKET).destinationKey("m2")
                .metadataDirective(MetadataDirective.REPLACE).metadata(Map.of("colour", "red")));
        assertThat(get("m2").response().metadata()).containsEntry("colour", "red");
    }

    @Test
    void lists_pages_and_common_prefixes() {
        IntStream.range(0, 7).forEach(i -> put("p/" + i, bytes(1)));
        put("p/sub/x", bytes(1));
        put("q", bytes(1));
        assertThat(keys(ListObjectsV2Request.builder().bucket(BUCKET).prefix("p/").maxKeys(3).build()))
                .containsExactly("p/0", "p/1", "p/2", "p/3", "p/4", "p/5", "p/6", "p/sub/x");
        var page = s3().listObjectsV2(b -> b.bucket(BUCKET).delimiter("/"));
        assertThat(page.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("p/");
        assertThat(page.contents()).extracting(S3Object::key).containsExactly("q");
        assertThat(s3().listObjects(b -> b.bucket(BUCKET).marker("p/5")).contents()).extracting(S3Object::key)
                .containsExactly("p/6", "p/sub/x", "q");
    }

    @Test
    void lists_each_object_as_its_only_version() {
        IntStream.range(0, 5).forEach(i -> put("p/" + i, bytes(i)));
        var pages = s3().listObjectVersionsPaginator(b -> b.bucket(BUCKET).prefix("p/").maxKeys(2)).versions().stream().toList();
        assertThat(pages).extracting(v -> v.key() + " " + v.size() + " " + v.versionId() + " " + v.isLatest())
                .containsExactly("p/0 0 null true", "p/1 1 null true", "p/2 2 null true", "p/3 3 null true", "p/4 4 null true");
        s3().deleteObjects(b -> b.bucket(BUCKET).delete(d -> d.objects(pages.stream()
                .map(v -> ObjectIdentifier.builder().key(v.key()).versionId(v.versionId()).build()).toList())));
        assertThat(keys(ListObjectsV2Request.builder().bucket(BUCKET).build())).isEmpty();
    }

    @Test
    void deletes_many_at_once() {
        put("d1", bytes(1));
        put("d 2", bytes(1));
        put("left", bytes(1));
        var deleted = s3().deleteObjects(b -> b.bucket(BUCKET).delete(d -> d.objects(
                ObjectIdentifier.builder().key("d1").build(), ObjectIdentifier.builder().key("d 2").build(),
                ObjectIdentifier.builder().key("never").build())));
        assertThat(deleted.deleted()).extracting(o -> o.key()).containsExactly("d1", "d 2", "never");
        assertThat(keys(ListObjectsV2Request.builder().bucket(BUCKET).build())).containsExactly("left");
    }

    @Test
    void joins_the_parts_of_an_upload() throws Exception {
        byte[] body = bytes((5 << 20) + 1234);
        String id = s3().createMultipartUpload(b -> b.bucket(BUCKET).key("mp").contentType("a/b")).uploadId();
        String first = part(id, 1, java.util.Arrays.copyOf(body, 5 << 20));
        String second = part(id, 2, java.util.Arrays.copyOfRange(body, 5 << 20, body.length));
        assertThat(s3().listParts(b -> b.bucket(BUCKET).key("mp").uploadId(id)).parts()).hasSize(2);
        var done = s3().completeMultipartUpload(b -> b.bucket(BUCKET).key("mp").uploadId(id).multipartUpload(m -> m.parts(
                CompletedPart.builder().partNumber(1).eTag(first).build(),
                CompletedPart.builder().partNumber(2).eTag(second).build())));

        assertThat(done.eTag()).endsWith("-2\"");
        assertThat(get("mp").asByteArray()).isEqualTo(body);
        assertThat(get("mp").response().contentType()).isEqualTo("a/b");
        assertThat(s3().getObjectAsBytes(b -> b.bucket(BUCKET).key("mp").range("bytes=5242870-5242889")).asByteArray())
                .isEqualTo(java.util.Arrays.copyOfRange(body, 5242870, 5242890));
    }

    private String part(String id, int number, byte[] body) {
        return s3().uploadPart(b -> b.bucket(BUCKET).key("mp").uploadId(id).partNumber(number),
                RequestBody.fromBytes(body)).eTag();
    }

    @Test
    void forgets_an_aborted_upload() {
        String id = s3().createMultipartUpload(b -> b.bucket(BUCKET).key("mp")).uploadId();
        part(id, 1, bytes(10));
        s3().abortMultipartUpload(b -> b.bucket(BUCKET).key("mp").uploadId(id));
        assertThat(failure(() -> part(id, 2, bytes(10))).awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload");
        assertThat(keys(ListObjectsV2Request.builder().bucket(BUCKET).build())).isEmpty();
    }

    @Test
    void copies_a_range_as_a_part() {
        byte[] body = bytes(6 << 20);
        put("source", body);
        String id = s3().createMultipartUpload(b -> b.bucket(BUCKET).key("mp")).uploadId();
        String etag = s3().uploadPartCopy(b -> b.sourceBucket(BUCKET).sourceKey("source").copySourceRange("bytes=100-1099")
                .destinationBucket(BUCKET).destinationKey("mp").uploadId(id).partNumber(1)).copyPartResult().eTag();
        s3().completeMultipartUpload(b -> b.bucket(BUCKET).key("mp").uploadId(id).multipartUpload(m -> m.parts(
                CompletedPart.builder().partNumber(1).eTag(etag).build())));
        assertThat(get("mp").asByteArray()).isEqualTo(java.util.Arrays.copyOfRange(body, 100, 1100));
    }

    @Test
    void honours_conditions() {
        String etag = put("c", bytes(10));
        assertThat(failure(() -> s3().getObjectAsBytes(b -> b.bucket(BUCKET).key("c").ifNoneMatch(etag))).statusCode())
                .isEqualTo(304);
        assertThat(failure(() -> s3().getObjectAsBytes(b -> b.bucket(BUCKET).key("c").ifMatch("\"x\""))).statusCode())
                .isEqualTo(412);
        assertThat(failure(() -> s3().putObject(b -> b.bucket(BUCKET).key("c").ifNoneMatch("*"),
                RequestBody.fromBytes(bytes(300_000)))).statusCode()).isEqualTo(412);
        assertThat(get("c").asByteArray()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"})
    void keeps_the_checksum(String name) {
        ChecksumAlgorithm algorithm = ChecksumAlgorithm.fromValue(name);
        org.junit.jupiter.api.Assumptions.assumeTrue(available(algorithm),
                "the AWS SDK computes " + name + " only with its native library");
        s3().putObject(b -> b.bucket(BUCKET).key("sum").checksumAlgorithm(algorithm), RequestBody.fromBytes(bytes(500)));
        GetObjectResponse got = s3().getObjectAsBytes(b -> b.bucket(BUCKET).key("sum")
                .checksumMode(ChecksumMode.ENABLED)).response();
        assertThat(List.of(java.util.Objects.toString(got.checksumCRC32(), ""),
                java.util.Objects.toString(got.checksumCRC32C(), ""), java.util.Objects.toString(got.checksumSHA1(), ""),
                java.util.Objects.toString(got.checksumSHA256(), ""))).filteredOn(s -> !s.isEmpty()).hasSize(1);
    }

    private static boolean available(ChecksumAlgorithm algorithm) {
        return algorithm != ChecksumAlgorithm.CRC64_NVME;
    }

    @Test
    void answers_errors_as_s3_does() {
        S3Exception missing = failure(() -> get("nothing"));
        assertThat(missing.awsErrorDetails().errorCode()).isEqualTo("NoSuchKey");
        assertThat(missing.requestId()).isNotBlank();
        assertThat(failure(() -> s3().headObject(b -> b.bucket(BUCKET).key("nothing"))).statusCode()).isEqualTo(404);
        assertThat(failure(() -> s3().listObjectsV2(b -> b.bucket("no-such-bucket"))).awsErrorDetails().errorCode())
                .isEqualTo("NoSuchBucket");
        assertThat(failure(() -> s3().createBucket(b -> b.bucket(BUCKET))).statusCode()).isEqualTo(409);
    }

    @Test
    void takes_presigned_requests() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI put = presigner().presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                .putObjectRequest(b -> b.bucket(BUCKET).key("pre signed+"))).url().toURI();
        HttpResponse<String> stored = http.send(HttpRequest.newBuilder(put)
                .PUT(HttpRequest.BodyPublishers.ofString("hello")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
        URI get = presigner().presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                .getObjectRequest(b -> b.bucket(BUCKET).key("pre signed+").responseContentType("x/y"))).url().toURI();
        HttpResponse<String> got = http.send(HttpRequest.newBuilder(get).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(got.body()).isEqualTo("hello");
        assertThat(got.headers().firstValue("content-type")).contains("x/y");

        URI changed = URI.create(get.toString().replace("x%2Fy", "x%2Fz"));
        assertThat(http.send(HttpRequest.newBuilder(changed).build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void streams_a_body_whose_length_only_its_end_tells() throws Exception {
        byte[] body = bytes(700_000);
        s3().putObject(PutObjectRequest.builder().bucket(BUCKET).key("stream").build(),
                RequestBody.fromInputStream(new ByteArrayInputStream(body), body.length));
        try (ResponseInputStream<GetObjectResponse> in = s3().getObject(b -> b.bucket(BUCKET).key("stream"))) {
            assertThat(in.readAllBytes()).isEqualTo(body);
        }
    }

    protected final String put(String key, byte[] body) {
        return s3().putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(body)).eTag();
    }

    protected final ResponseBytes<GetObjectResponse> get(String key) {
        return s3().getObjectAsBytes(b -> b.bucket(BUCKET).key(key));
    }

    private List<String> keys(ListObjectsV2Request request) {
        return s3().listObjectsV2Paginator(request).contents().stream().map(S3Object::key).collect(Collectors.toList());
    }

    protected static S3Exception failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        S3Exception failure = catchThrowableOfType(S3Exception.class, call);
        assertThat(failure).as("the refusal").isNotNull();
        return failure;
    }

    protected static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String md5(byte[] bytes) throws Exception {
        return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("MD5").digest(bytes));
    }
}
