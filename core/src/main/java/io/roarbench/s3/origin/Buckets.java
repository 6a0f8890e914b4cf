package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** The buckets by name. */
final class Buckets {

    private final ConcurrentSkipListMap<String, Bucket> byName = new ConcurrentSkipListMap<>();

    Bucket require(String name) throws S3Fault {
        Bucket bucket = byName.get(name);
        if (bucket == null) {
            throw new S3Fault(S3Error.NoSuchBucket, "The specified bucket does not exist");
        }
        return bucket;
    }

    void create(String name, long nowMillis) throws S3Fault {
        if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new S3Fault(S3Error.InvalidBucketName, "The specified bucket is not valid.");
        }
        if (byName.putIfAbsent(name, new Bucket(name, nowMillis)) != null) {
            throw new S3Fault(S3Error.BucketAlreadyOwnedByYou,
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
    }

    void delete(String name) throws S3Fault {
        Bucket bucket = require(name);
        if (!bucket.objects().isEmpty()) {
            throw new S3Fault(S3Error.BucketNotEmpty, "The bucket you tried to delete is not empty");
        }
        byName.remove(name);
        bucket.clear();
    }

    Collection<Bucket> all() {
        return byName.values();
    }

    void clear() {
        byName.values().forEach(Bucket::clear);
        byName.clear();
    }
}
