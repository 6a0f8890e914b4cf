package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Fault;
import java.io.IOException;
import java.util.function.LongSupplier;

/** PutObject, GetObject, HeadObject, DeleteObject. */
final class ObjectOperations {

    private final Buckets buckets;
    private final BlobStore store;
    private final LongSupplier clockMillis;

    ObjectOperations(Buckets buckets, BlobStore store, LongSupplier clockMillis) {
        this.buckets = buckets;
        this.store = store;
        this.clockMillis = clockMillis;
    }

    Exchange put(S3Request request) throws S3Fault, IOException {
        Bucket bucket = buckets.require(request.bucket());
        return new ObjectIntake(store, request.fields(), (blob, etag, body) -> {
            HeaderFields fields = ObjectFields.of(request.fields());
            if (body.checksumName() != null) {
                fields.add(body.checksumName(), body.checksumValue());
            }
            bucket.put(new StoredObject(request.key(), blob, etag, seconds(clockMillis), fields),
                    Conditions.of(request.fields()));
            Reply reply = Reply.empty(200).with("ETag", etag);
            return body.checksumName() == null ? reply : reply.with(body.checksumName(), body.checksumValue());
        });
    }

    /** HTTP dates have whole seconds; what is compared with them must, too. */
    static long seconds(LongSupplier clockMillis) {
        return clockMillis.getAsLong() / 1000 * 1000;
    }

    Reply get(S3Request request) throws S3Fault {
        StoredObject object = buckets.require(request.bucket()).require(request.key());
        Conditions conditions = Conditions.of(request.fields());
        switch (conditions.read(object)) {
            case FAILED -> throw Conditions.failed();
            case NOT_MODIFIED -> {
                return Reply.empty(304).with("ETag", object.etag())
                        .with("Last-Modified", Reply.httpDate(object.modifiedMillis()));
            }
            default -> {
                return found(request, object, conditions);
            }
        }
    }

    private static Reply found(S3Request request, StoredObject object, Conditions conditions) throws S3Fault {
        long size = object.blob().size();
        ByteRange range = conditions.rangeHolds(object) ? ByteRange.of(request.fields().get("range"), size) : null;
        HeaderFields fields = new HeaderFields();
        fields.add("ETag", "etag", object.etag());
        fields.add("Last-Modified", "last-modified", Reply.httpDate(object.modifiedMillis()));
        fields.add("Accept-Ranges", "accept-ranges", "bytes");
        boolean checksums = "ENABLED".equalsIgnoreCase(request.fields().get("x-amz-checksum-mode")) && range == null;
        for (int i = 0; i < object.fields().size(); i++) {
            if (checksums || !object.fields().key(i).startsWith("x-amz-checksum-")) {
                fields.add(object.fields().name(i), object.fields().key(i), object.fields().value(i));
            }
        }
        overrides(request, fields);
        if (range == null) {
            return Reply.of(200, fields, object.blob(), 0, size);
        }
        fields.add("Content-Range", "bytes " + range.first() + '-' + range.last() + '/' + size);
        return Reply.of(206, fields, object.blob(), range.first(), range.length());
    }

    /** {@code ?response-content-type=…} and its like; control characters cannot get out. */
    private static void overrides(S3Request request, HeaderFields fields) {
        request.query().forEach((name, value) -> {
            if (name.startsWith("response-")) {
                String field = name.substring("response-".length());
                if (field.matches("content-(type|language|disposition|encoding)|cache-control|expires")) {
                    fields.set(field, value.replaceAll("[^\\x20-\\x7e]", " "));
                }
            }
        });
    }

    Reply delete(S3Request request) throws S3Fault {
        buckets.require(request.bucket()).delete(request.key());
        return Reply.empty(204);
    }
}
