package io.roarbench.s3.client;

import io.roarbench.proxy.signing.Hex;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, or a corner of one, for objects that are removed at the end. A bucket that is not told is made under a name that
 * nobody else has, and removed; in a bucket that is told only keys with a prefix of our own are written and removed.
 */
public final class OwnBucket implements AutoCloseable {

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
     * @throws IOException if that fails; nothing was made then
     */
    public static OwnBucket make(S3Target target) throws IOException {
        S3Client client = SdkObjectClient.client(target, 2);
        String name = "roar-bench-" + unique();
        try {
            boolean plain = target.region().equals("us-east-1");
            client.createBucket(r -> {
                r.bucket(name);
                if (!plain) {
                    r.createBucketConfiguration(c -> c.locationConstraint(target.region()));
                }
            });
            return new OwnBucket(client, name, "", true);
        } catch (SdkException e) {
            client.close();
            throw new IOException("cannot make a bucket at " + target.endpoint() + ": " + e.getMessage()
                    + "; name one that may be written to with --set bucket=NAME", e);
        }
    }

    /** Uses a bucket that exists already, under a prefix of our own. */
    public static OwnBucket within(S3Target target, String bucket) {
        return new OwnBucket(SdkObjectClient.client(target, 2), bucket, "roar-bench-" + unique() + "/", false);
    }

    private static String unique() {
        byte[] bytes = new byte[10];
        new SecureRandom().nextBytes(bytes);
        return Hex.of(bytes);
    }

    public String name() {
        return name;
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
     * Removes our objects and unfinished uploads, and the bucket if it was made here.
     *
     * @throws IOException if something is left; the message says what
     */
    @Override
    public void close() throws IOException {
        // The SDK refuses to work on an interrupted thread, and Ctrl-C is when this matters most.
        boolean interrupted = Thread.interrupted();
        try {
            removeAll();
        } catch (SdkException e) {
            throw new IOException("could not remove everything from the bucket " + name + (made ? "" : " under " + prefix)
                    + ": " + e.getMessage() + "; remove it by hand", e);
        } finally {
            client.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Leaves everything where it is, for an endpoint that forgets by itself. */
    public void leave() {
        client.close();
    }

    private void removeAll() {
        for (MultipartUpload upload : client.listMultipartUploads(r -> r.bucket(name).prefix(prefix)).uploads()) {
            client.abortMultipartUpload(r -> r.bucket(name).key(upload.key()).uploadId(upload.uploadId()));
        }
        List<S3Object> page = client.listObjectsV2(r -> r.bucket(name).prefix(prefix)).contents();
        while (!page.isEmpty()) {
            List<ObjectIdentifier> keys =
                    page.stream().map(o -> ObjectIdentifier.builder().key(o.key()).build()).toList();
            List<S3Error> errors = client.deleteObjects(r -> r.bucket(name).delete(d -> d.objects(keys))).errors();
            if (!errors.isEmpty()) {
                throw SdkClientException.create(errors.get(0).key() + ": " + errors.get(0).message());
            }
            page = client.listObjectsV2(r -> r.bucket(name).prefix(prefix)).contents();
        }
        if (made) {
            client.deleteBucket(r -> r.bucket(name));
        }
    }
}
