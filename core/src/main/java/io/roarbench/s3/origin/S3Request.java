package io.roarbench.s3.origin;

import io.roarbench.proxy.signing.QueryText;
import io.roarbench.proxy.signing.UriText;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A verified request in S3's terms.
 *
 * @param bucket empty for the service itself
 * @param key    decoded; empty for the bucket itself
 * @param query  decoded; the first of repeated names
 */
record S3Request(String method, String bucket, String key, Map<String, String> query, HeaderFields fields) {

    private static final int LONGEST_KEY = 1024;
    private static final String VIRTUAL_HOST_BASE = ".localhost";

    static S3Request of(Head.Request head) throws S3Fault {
        String path = head.path().substring(1);
        String bucket = virtualHostBucket(head.fields().get("host"));
        if (bucket == null) {
            int slash = path.indexOf('/');
            bucket = UriText.decode(slash < 0 ? path : path.substring(0, slash));
            path = slash < 0 ? "" : path.substring(slash + 1);
        }
        String key = UriText.decode(path);
        if (key.length() > LONGEST_KEY || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new S3Fault(S3Error.KeyTooLongError, "Your key is too long");
        }
        Map<String, String> query = new LinkedHashMap<>();
        if (!head.query().isEmpty()) {
            QueryText.parse(head.query()).forEach(part -> query.putIfAbsent(part.name(), part.value()));
        }
        return new S3Request(head.method(), bucket, key, query, head.fields());
    }

    /** {@code bucket.localhost:9000} names a bucket; any other host is the service itself. */
    private static String virtualHostBucket(String host) {
        if (host == null) {
            return null;
        }
        int colon = host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.endsWith(VIRTUAL_HOST_BASE) && name.length() > VIRTUAL_HOST_BASE.length()
                ? name.substring(0, name.length() - VIRTUAL_HOST_BASE.length()) : null;
    }

    boolean asks(String name) {
        return query.containsKey(name);
    }

    String param(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    /** A number from the query. @throws S3Fault InvalidArgument if it is none or out of range */
    int number(String name, int otherwise, int least, int most) throws S3Fault {
        String text = query.get(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw new S3Fault(S3Error.InvalidArgument, name + " must be a number from " + least + " to " + most);
        }
        return Math.min(most, Integer.parseInt(text));
    }
}
