package io.roarbench.proxy.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was asked and answered, without what differs from run to run: times, ids, wording. */
final class Transcript {

    private static final Set<String> FIELDS = Set.of("etag", "content-type", "content-range", "content-encoding",
            "content-disposition", "content-language", "cache-control", "expires");
    private static final Set<String> VOLATILE = Set.of("LastModified", "ID", "DisplayName",
            "Location", "MaxUploads", "UploadId", "UploadIdMarker", "NextUploadIdMarker", "Initiated",
            "CreationDate", "NextContinuationToken", "ContinuationToken", "StorageClass");
    private static final Pattern ELEMENT = Pattern.compile("<([A-Za-z0-9]+)(?: [^>]*)?(?:/>|>([^<]*)</\\1>)");

    private final String bucket;
    private final List<String> lines = new ArrayList<>();

    Transcript(String bucket) {
        this.bucket = bucket;
    }

    void add(String method, String target, S3Reply reply) {
        Map<String, String> fields = new TreeMap<>();
        reply.fields().forEach((name, value) -> {
            if (reply.status() < 300 && FIELDS.contains(name) && !(reply.isXml() && name.equals("content-type"))
                    || name.startsWith("x-amz-meta-")) {
                fields.put(name, value);
            }
        });
        boolean sized = method.equals("HEAD") && reply.status() < 300 && reply.status() != 204;
        lines.add((method + " " + withoutIds(target) + " -> " + reply.status() + " " + fields + " "
                + (sized ? "length " + reply.field("content-length") : body(reply))).replace(bucket, "BUCKET"));
    }

    private static String withoutIds(String target) {
        return target.replaceAll("(uploadId|continuation-token|X-Amz-[A-Za-z]+)=[^&]*", "$1=…");
    }

    private static String body(S3Reply reply) {
        if (!reply.isXml()) {
            return reply.body().length == 0 ? "" : reply.body().length + " bytes " + S3Session.etag(reply.body());
        }
        if (reply.status() >= 300) {
            return reply.xml("Code").toString(); // How much more is told of an error differs from server to server.
        }
        Map<String, List<String>> elements = new TreeMap<>();
        Matcher matcher = ELEMENT.matcher(reply.text());
        while (matcher.find()) {
            String text = matcher.group(2) == null ? "" : S3Reply.unescaped(matcher.group(2));
            // An empty element and none are the same to a client.
            if (!VOLATILE.contains(matcher.group(1)) && !text.isEmpty()) {
                elements.computeIfAbsent(matcher.group(1), name -> new ArrayList<>()).add(text);
            }
        }
        return elements.toString();
    }

    List<String> lines() {
        return lines;
    }
}
