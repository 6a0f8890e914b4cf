package io.roarbench.proxy.lineage;

import io.roarbench.proxy.signing.QueryText;
import io.roarbench.proxy.signing.UriText;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeaderFields;
import java.util.List;
import java.util.Set;

/**
 * A request in S3's terms.
 *
 * @param key        decoded once; empty for a bucket
 * @param versionId  asked for, or null
 * @param uploadId   of a multipart upload, or null
 * @param partNumber as asked, or null
 * @param source     of a copy: bucket and key decoded, {@code bucket/key}; or null
 * @param sourceVersionId of a copy, or null
 * @param session    value of {@code Roar-Session-Id}, or null
 * @param job        value of {@code Roar-Job-Id}, or null
 */
public record S3Call(S3Operation operation, String bucket, String key, String versionId, String uploadId,
        String partNumber, String source, String sourceVersionId, String session, String job) {

    /** Queries that change a request for an object's data only in how it is answered. */
    private static final Set<String> HARMLESS = Set.of("versionId", "partNumber", "x-id", "uploadId", "uploads", "delete");

    /**
     * @param bucketOfHost the bucket that the host names, or null for path style
     */
    public static S3Call of(Head.Request head, String bucketOfHost) {
        String path = head.path().substring(1);
        String bucket = bucketOfHost;
        if (bucket == null) {
            int slash = path.indexOf('/');
            bucket = UriText.decode(slash < 0 ? path : path.substring(0, slash));
            path = slash < 0 ? "" : path.substring(slash + 1);
        }
        String key = UriText.decode(path);
        String rawQuery = head.query();
        List<QueryText.Part> query = rawQuery.isEmpty() ? List.of() : QueryText.parse(rawQuery);
        HeaderFields fields = head.fields();
        String source = fields.get("x-amz-copy-source");
        return new S3Call(operation(head.method(), bucket, key, query, source != null), bucket, key,
                value(query, "versionId"), value(query, "uploadId"), value(query, "partNumber"), sourcePath(source),
                sourceVersion(source), utf8(fields.get("roar-session-id")), utf8(fields.get("roar-job-id")));
    }

    private static S3Operation operation(String method, String bucket, String key, List<QueryText.Part> query,
            boolean copy) {
        if (bucket.isEmpty()) {
            return method.equals("GET") ? S3Operation.ListBuckets : S3Operation.Other;
        }
        if (hasSubResource(query)) {
            return S3Operation.Other;
        }
        return key.isEmpty() ? ofBucket(method, query) : ofObject(method, query, copy);
    }

    private static S3Operation ofBucket(String method, List<QueryText.Part> query) {
        if (method.equals("POST") && value(query, "delete") != null) {
            return S3Operation.DeleteObjects;
        }
        if (!method.equals("GET") || value(query, "uploads") != null) {
            return S3Operation.Other;
        }
        return "2".equals(value(query, "list-type")) ? S3Operation.ListObjectsV2 : S3Operation.ListObjects;
    }

    private static S3Operation ofObject(String method, List<QueryText.Part> query, boolean copy) {
        boolean upload = value(query, "uploadId") != null;
        return switch (method) {
            case "GET" -> upload ? S3Operation.Other : S3Operation.GetObject;
            case "HEAD" -> S3Operation.HeadObject;
            case "DELETE" -> upload ? S3Operation.AbortMultipartUpload : S3Operation.DeleteObject;
            case "PUT" -> upload ? copy ? S3Operation.UploadPartCopy : S3Operation.UploadPart
                    : copy ? S3Operation.CopyObject : S3Operation.PutObject;
            case "POST" -> upload ? S3Operation.CompleteMultipartUpload
                    : value(query, "uploads") != null ? S3Operation.CreateMultipartUpload : S3Operation.Other;
            default -> S3Operation.Other;
        };
    }

    /** {@code ?acl} and its like ask for something other than the object's data; so may a bare name not known here. */
    private static boolean hasSubResource(List<QueryText.Part> query) {
        for (QueryText.Part part : query) {
            if (SUB_RESOURCES.contains(part.name()) || part.value().isEmpty() && !HARMLESS.contains(part.name()) && !LIST_PARAMETERS.contains(part.name())) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> SUB_RESOURCES = Set.of("acl", "policy", "policyStatus", "cors", "lifecycle",
            "encryption", "tagging", "torrent", "attributes", "retention", "legal-hold", "select", "object-lock", "logging",
            "notification", "replication", "requestPayment", "website", "accelerate", "analytics", "inventory", "metrics",
            "ownershipControls", "publicAccessBlock", "versions", "versioning", "location", "session", "restore",
            "intelligent-tiering");
    private static final Set<String> LIST_PARAMETERS = Set.of("prefix", "delimiter", "marker", "max-keys", "start-after",
            "continuation-token", "encoding-type", "fetch-owner");

    private static String value(List<QueryText.Part> query, String name) {
        for (QueryText.Part part : query) {
            if (part.name().equals(name)) {
                return part.value();
            }
        }
        return null;
    }

    private static String sourcePath(String source) {
        if (source == null) {
            return null;
        }
        int query = source.indexOf("?versionId=");
        String path = UriText.decode(query < 0 ? source : source.substring(0, query));
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static String sourceVersion(String source) {
        int query = source == null ? -1 : source.indexOf("?versionId=");
        return query < 0 ? null : UriText.decode(source.substring(query + "?versionId=".length()));
    }

    private static String utf8(String latin1) {
        return latin1 == null ? null : UriText.decode(latin1.replace("%", "%25"));
    }
}
