package io.roarbench.s3.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The AWS SDK for Java: what applications use. Thread-safe. */
public final class SdkObjectClient implements ObjectClient {

    private static final int BUFFER = 256 << 10;

    private final S3Client client;
    private final String bucket;
    private final int connections;

    /** @param connections that its pool keeps, 1 or more */
    public SdkObjectClient(S3Target target, String bucket, int connections) {
        // A retry would hide a failure as a slow success.
        this.client = client(target, connections, 1);
        this.bucket = bucket;
        this.connections = connections;
    }

    /** @param attempts at each request, 1 or more */
    static S3Client client(S3Target target, int connections, int attempts) {
        return S3Client.builder().endpointOverride(target.endpoint()).region(Region.of(target.region()))
                .forcePathStyle(true).credentialsProvider(StaticCredentialsProvider.create(credentials(target)))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(connections)
                        .socketTimeout(Duration.ofSeconds(60)))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD).retryStrategy(b -> b.maxAttempts(attempts)))
                .build();
    }

    private static AwsCredentials credentials(S3Target target) {
        String token = target.credentials().token();
        String key = target.credentials().accessKey();
        return token == null
                ? AwsBasicCredentials.create(key, target.credentials().secret())
                : AwsSessionCredentials.create(key, target.credentials().secret(), token);
    }

    @Override
    public void get(String key, ExpectedBody expected, Progress progress) throws IOException {
        BodyCheck check = new BodyCheck("GetObject " + key, expected, progress);
        try {
            client.getObject(r -> r.bucket(bucket).key(key), (response, stream) -> {
                read(stream, check);
                return response;
            });
        } catch (SdkException e) {
            throw failure("GetObject " + key, e);
        }
        check.finish();
    }

    private static void read(InputStream stream, BodyCheck check) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            check.add(buffer, n);
        }
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        try {
            client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromRemainingByteBuffer(content.bytes()));
        } catch (SdkException e) {
            throw failure("PutObject " + key, e);
        }
    }

    @Override
    public void putParts(String key, ObjectContent part, int parts) throws IOException {
        byte[] bytes = part.toArray();
        try {
            String id = client.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
            try {
                upload(key, bytes, parts, id);
            } catch (RuntimeException e) {
                abort(key, id, e);
                throw e;
            }
        } catch (SdkException e) {
            throw failure("multipart upload of " + key, e);
        }
    }

    private void abort(String key, String id, RuntimeException because) {
        try {
            Undisturbed.run(() -> client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(id)));
        } catch (SdkException e) {
            because.addSuppressed(e);
        }
    }

    private void upload(String key, byte[] bytes, int parts, String id) {
        List<CompletedPart> done = new ArrayList<>();
        for (int number = 1; number <= parts; number++) {
            int n = number;
            String etag = client.uploadPart(r -> r.bucket(bucket).key(key).uploadId(id).partNumber(n),
                    RequestBody.fromByteBuffer(java.nio.ByteBuffer.wrap(bytes))).eTag();
            done.add(CompletedPart.builder().partNumber(n).eTag(etag).build());
        }
        client.completeMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(done)));
    }

    private static IOException failure(String what, SdkException e) {
        return new IOException(what + " failed: " + e.getMessage(), e);
    }

    @Override
    public String description() {
        return "AWS SDK for Java " + VersionInfo.SDK_VERSION + ", synchronous, Apache HTTP client, path style, "
                + "keep-alive pool of " + connections + (connections == 1 ? " connection" : " connections")
                + ", checksums as by default (WHEN_SUPPORTED), no retries";
    }

    @Override
    public void close() {
        client.close();
    }
}
