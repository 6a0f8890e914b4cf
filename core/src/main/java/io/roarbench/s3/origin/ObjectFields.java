package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.HeaderFields;
import java.util.Set;

/** Which fields of a request belong to the object and come back with it. */
final class ObjectFields {

    private static final Set<String> KEPT = Set.of("content-type", "cache-control", "content-disposition",
            "content-language", "expires", "x-amz-website-redirect-location");

    private ObjectFields() {
    }

    static HeaderFields of(HeaderFields request) {
        HeaderFields kept = new HeaderFields();
        for (int i = 0; i < request.size(); i++) {
            String key = request.key(i);
            if (key.startsWith("x-amz-meta-")) {
                // In lower case, as S3 stores it: the case of a name is not signed, so anybody on the way may change it.
                kept.add(key, key, request.value(i));
            } else if (KEPT.contains(key)) {
                kept.add(request.name(i), key, request.value(i));
            } else if (key.equals("content-encoding")) {
                addEncoding(kept, request.value(i));
            }
        }
        if (!kept.has("content-type")) {
            kept.add("Content-Type", "content-type", "binary/octet-stream");
        }
        return kept;
    }

    /** {@code aws-chunked} is of the way, not of the object. */
    private static void addEncoding(HeaderFields kept, String value) {
        StringBuilder left = new StringBuilder();
        for (String coding : value.split(",")) {
            if (!coding.trim().equalsIgnoreCase("aws-chunked") && !coding.isBlank()) {
                left.append(left.length() == 0 ? "" : ",").append(coding.trim());
            }
        }
        if (left.length() > 0) {
            kept.add("Content-Encoding", "content-encoding", left.toString());
        }
    }

    static HeaderFields copy(HeaderFields fields) {
        HeaderFields copy = new HeaderFields();
        for (int i = 0; i < fields.size(); i++) {
            copy.add(fields.name(i), fields.key(i), fields.value(i));
        }
        return copy;
    }
}
