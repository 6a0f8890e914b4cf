package io.roarbench.s3.client;

import io.roarbench.proxy.signing.Hex;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, or a corner of one, for objects that are removed at the end. A bucket that is not told is made under a name that
 * nobody else has, and removed; in a bucket that is told only keys with a prefix of our own are written and removed.
 */
public final class OwnBucket implements AutoCloseable {

    private static final int CONNECTIONS = 2;
    /** What is cleaned up is not measured, so that an endpoint that is busy for a moment may be asked again. */
    private static final int ATTEMPTS = 5;

    private final S3Client client;
    private final String name;
    private final String prefix;
    private final boolean made;

    private OwnBucket(S3Client client, String name, String prefix, boolean made) {
        this.client = client;
        this.name = name;
        this.prefix = prefix;
        this.made = made;
    }

    /**
     * Makes a bucket.
     *
     * @throws IOException if that fails; nothing is left then
     */
    public static OwnBucket make(S3Target target) throws IOException {
        S3Client client = SdkObjectClient.client(target, CONNECTIONS, ATTEMPTS);
        String name = "roar-bench-" + unique();
        try {
            create(client, name, target.region());
            return new OwnBucket(client, name, "", true);
        } catch (SdkException e) {
            IOException failure = new IOException("cannot make a bucket at " + target.endpoint() + ": " + e.getMessage()
                    + "; name one that may be written to with --set bucket=NAME", e);
            undo(client, name, failure);
            client.close();
            throw failure;
        }
    }

    private static void create(S3Client client, String name, String region) {
        try {
            client.createBucket(r -> {
                r.bucket(name);
                if (!region.equals("us-east-1")) {
                    r.createBucketConfiguration(c -> c.locationConstraint(region));
                }
            });
        } catch (BucketAlreadyOwnedByYouException e) {
            // Nobody has a bucket of this name but by the first attempt, whose answer was lost.
            return;
        }
    }

    /** A request that failed may have been carried out. */
    private static void undo(S3Client client, String name, IOException because) {
        try {
            Undisturbed.run(() -> client.deleteBucket(r -> r.bucket(name)));
        } catch (SdkException e) {
            because.addSuppressed(e);
        }
    }

    /**
     * Uses a bucket that exists already, under a prefix of our own.
     *
     * @throws IOException if there is no such bucket, or it may not be used
     */
    public static OwnBucket within(S3Target target, String bucket) throws IOException {
        S3Client client = SdkObjectClient.client(target, CONNECTIONS, ATTEMPTS);
        try {
            client.headBucket(r -> r.bucket(bucket));
            return new OwnBucket(client, bucket, "roar-bench-" + unique() + "/", false);
        } catch (SdkException e) {
            client.close();
            throw new IOException("cannot use the bucket " + bucket + " at " + target.endpoint() + ": " + e.getMessage(), e);
        }
    }

    private static String unique() {
        byte[] bytes = new byte[10];
        new SecureRandom().nextBytes(bytes);
        return Hex.of(bytes);
    }

    public String name() {
        return name;
    }

    /** Whether it was made here, and is removed at the end. */
    public boolean made() {
        return made;
    }

    /** What the endpoint says that it is ({@code Server} of its answers), e.g. {@code AmazonS3}; empty if it does not. */
    public String server() throws IOException {
        try {
            return client.headBucket(r -> r.bucket(name)).sdkHttpResponse().firstMatchingHeader("Server").orElse("");
        } catch (SdkException e) {
            throw new IOException("cannot use the bucket " + name + ": " + e.getMessage(), e);
        }
    }

    /** A key of ours. */
    public String key(String plain) {
        return prefix + plain;
    }

    /** Removes an object of ours. */
    public void remove(String key) throws IOException {
        try {
            client.deleteObject(r -> r.bucket(name).key(key));
        } catch (SdkException e) {
            throw new IOException("cannot remove " + key + " from the bucket " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Removes our objects, all versions of them, and unfinished uploads, and the bucket if it was made here.
     *
     * @throws IOException if something is left; the message says what
     */
    @Override
    public void close() throws IOException {
        try {
            Undisturbed.run(this::removeAll);
        } catch (SdkException e) {
            throw new IOException("could not remove everything from the bucket " + name + (made ? "" : " under " + prefix)
                    + ": " + e.getMessage() + "; remove it by hand", e);
        } finally {
            client.close();
        }
    }

    /** Leaves everything where it is, for an endpoint that forgets by itself. */
    public void leave() {
        client.close();
    }

    private void removeAll() {
        for (MultipartUpload upload : client.listMultipartUploadsPaginator(r -> r.bucket(name).prefix(prefix)).uploads()) {
            client.abortMultipartUpload(r -> r.bucket(name).key(upload.key()).uploadId(upload.uploadId()));
        }
        List<S3Object> page = objects();
        while (!page.isEmpty()) {
            remove(page.stream().map(o -> ObjectIdentifier.builder().key(o.key()).build()).toList());
            page = objects();
        }
        if (versioned()) {
            removeVersions();
        }
        if (made) {
            client.deleteBucket(r -> r.bucket(name));
        }
    }

    private List<S3Object> objects() {
        return client.listObjectsV2(r -> r.bucket(name).prefix(prefix)).contents();
    }

    /** In a bucket with versions, what was removed is only hidden, and paid for. */
    private boolean versioned() {
        try {
            return client.getBucketVersioning(r -> r.bucket(name)).status() != null;
        } catch (SdkException e) {
            // Endpoints without versions need not know the question, nor need we be allowed to ask it.
            return false;
        }
    }

    private void removeVersions() {
        for (ListObjectVersionsResponse page : client.listObjectVersionsPaginator(r -> r.bucket(name).prefix(prefix))) {
            List<ObjectIdentifier> versions = new ArrayList<>();
            page.versions().forEach(v ->
                    versions.add(ObjectIdentifier.builder().key(v.key()).versionId(v.versionId()).build()));
            page.deleteMarkers().forEach(m ->
                    versions.add(ObjectIdentifier.builder().key(m.key()).versionId(m.versionId()).build()));
            if (!versions.isEmpty()) {
                remove(versions);
            }
        }
    }

    private void remove(List<ObjectIdentifier> keys) {
        List<S3Error> errors = client.deleteObjects(r -> r.bucket(name).delete(d -> d.objects(keys))).errors();
        if (!errors.isEmpty()) {
            throw SdkClientException.create(errors.get(0).key() + ": " + errors.get(0).message());
        }
    }
}
