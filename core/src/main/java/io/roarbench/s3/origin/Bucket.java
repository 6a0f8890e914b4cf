package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;

/** The objects of a bucket in the order S3 lists them, and its unfinished uploads. */
final class Bucket {

    /** A part of an unfinished upload. */
    record Part(int number, Blob blob, String etag, long modifiedMillis) {
    }

    /** An unfinished upload; parts by number. */
    record Upload(String id, String key, HeaderFields fields, long startedMillis, NavigableMap<Integer, Part> parts) {
    }

    private final String name;
    private final long createdMillis;
    private final NavigableMap<String, StoredObject> objects = new ConcurrentSkipListMap<>(Bucket::byCodePoint);
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    Bucket(String name, long createdMillis) {
        this.name = name;
        this.createdMillis = createdMillis;
    }

    /** As the bytes of UTF-8 sort; {@code String.compareTo} differs beyond the basic plane. */
    static int byCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
            }
        }
        return a.length() - b.length();
    }

    String name() {
        return name;
    }

    long createdMillis() {
        return createdMillis;
    }

    NavigableMap<String, StoredObject> objects() {
        return objects;
    }

    Map<String, Upload> uploads() {
        return uploads;
    }

    StoredObject require(String key) throws S3Fault {
        StoredObject object = objects.get(key);
        if (object == null) {
            throw new S3Fault(S3Error.NoSuchKey, "The specified key does not exist.");
        }
        return object;
    }

    Upload requireUpload(String id, String key) throws S3Fault {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.key().equals(key)) {
            throw new S3Fault(S3Error.NoSuchUpload, "The specified upload does not exist. It may have been aborted or "
                    + "completed.");
        }
        return upload;
    }

    /** Puts the object if the one there (or null) allows it, as one step. */
    void put(StoredObject object, Conditions conditions) throws S3Fault {
        AtomicReference<S3Fault> refused = new AtomicReference<>();
        AtomicReference<StoredObject> replaced = new AtomicReference<>();
        objects.compute(object.key(), (key, before) -> {
            S3Fault fault = conditions.refusalOfWrite(before);
            refused.set(fault);
            replaced.set(fault == null ? before : null);
            return fault == null ? object : before;
        });
        if (refused.get() != null) {
            object.blob().release();
            throw refused.get();
        }
        release(replaced.get());
    }

    void delete(String key) {
        release(objects.remove(key));
    }

    void abort(Upload upload) {
        if (uploads.remove(upload.id()) != null) {
            upload.parts().values().forEach(part -> part.blob().release());
        }
    }

    void clear() {
        uploads.values().forEach(this::abort);
        objects.values().forEach(Bucket::release);
        objects.clear();
    }

    private static void release(StoredObject object) {
        if (object != null) {
            object.blob().release();
        }
    }
}
