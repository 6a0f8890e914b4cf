package io.roarbench.s3.origin;

import io.roarbench.proxy.signing.UriText;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * ListObjects, ListObjectsV2, and ListObjectVersions of a bucket that never had versions: one page of it. Each object is then
 * its own latest version, {@code null}.
 */
final class Listing {

    private final S3Request request;
    private final Bucket bucket;
    private final String prefix;
    private final String delimiter;
    private final int maxKeys;
    private final boolean encoded;

    private final List<StoredObject> contents = new ArrayList<>();
    private final Set<String> commonPrefixes = new LinkedHashSet<>();
    private boolean truncated;
    private String last;

    private Listing(S3Request request, Bucket bucket) throws S3Fault {
        this.request = request;
        this.bucket = bucket;
        this.prefix = request.param("prefix", "");
        this.delimiter = request.param("delimiter", "");
        this.maxKeys = request.number("max-keys", 1000, 0, 1000);
        String encoding = request.param("encoding-type", "");
        if (!encoding.isEmpty() && !encoding.equals("url")) {
            throw new S3Fault(S3Error.InvalidArgument, "Invalid Encoding Method specified in Request");
        }
        this.encoded = encoding.equals("url");
    }

    static Reply of(S3Request request, Bucket bucket) throws S3Fault {
        Listing listing = new Listing(request, bucket);
        if (request.asks("versions")) {
            return listing.versions();
        }
        return request.param("list-type", "").equals("2") ? listing.version2() : listing.version1();
    }

    private Reply version1() {
        String marker = request.param("marker", "");
        collect(marker);
        XmlText xml = head("ListBucketResult").add("Marker", encode(marker));
        if (truncated) {
            xml.add("NextMarker", encode(last));
        }
        return body(xml);
    }

    private Reply versions() throws S3Fault {
        String marker = request.param("key-marker", "");
        if (marker.isEmpty() && !request.param("version-id-marker", "").isEmpty()) {
            throw new S3Fault(S3Error.InvalidArgument, "A version-id marker cannot be specified without a key marker.");
        }
        collect(marker);
        XmlText xml = head("ListVersionsResult").add("KeyMarker", encode(marker)).add("VersionIdMarker", "");
        if (truncated) {
            xml.add("NextKeyMarker", encode(last)).add("NextVersionIdMarker", "null");
        }
        return body(xml);
    }

    private Reply version2() throws S3Fault {
        String token = request.query().get("continuation-token");
        String startAfter = request.param("start-after", "");
        collect(token == null ? startAfter : decodeToken(token));
        XmlText xml = head("ListBucketResult").add("KeyCount", contents.size() + commonPrefixes.size());
        if (!startAfter.isEmpty()) {
            xml.add("StartAfter", encode(startAfter));
        }
        if (token != null) {
            xml.add("ContinuationToken", token);
        }
        if (truncated) {
            xml.add("NextContinuationToken",
                    Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        return body(xml);
    }

    private static String decodeToken(String token) throws S3Fault {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new S3Fault(S3Error.InvalidArgument, "The continuation token provided is incorrect");
        }
    }

    /** Goes over the keys after {@code after}; a key or a prefix that is {@code after} was on the page before. */
    private void collect(String after) {
        String from = Bucket.byCodePoint(prefix, after) > 0 ? prefix : after;
        for (StoredObject object : bucket.objects().tailMap(from, true).values()) {
            String key = object.key();
            if (!key.startsWith(prefix)) {
                break;
            }
            String common = commonPrefix(key);
            boolean before = Bucket.byCodePoint(key, after) <= 0 && !after.isEmpty()
                    || common != null && (commonPrefixes.contains(common) || common.equals(after));
            if (before) {
                continue;
            }
            if (contents.size() + commonPrefixes.size() == maxKeys) {
                truncated = maxKeys > 0;
                return;
            }
            last = common == null ? key : common;
            if (common == null) {
                contents.add(object);
            } else {
                commonPrefixes.add(common);
            }
        }
    }

    private String commonPrefix(String key) {
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return end < 0 ? null : key.substring(0, end + delimiter.length());
    }

    private XmlText head(String root) {
        XmlText xml = new XmlText(root).add("Name", bucket.name()).add("Prefix", encode(prefix))
                .add("MaxKeys", maxKeys).add("IsTruncated", truncated);
        if (!delimiter.isEmpty()) {
            xml.add("Delimiter", encode(delimiter));
        }
        return encoded ? xml.add("EncodingType", "url") : xml;
    }

    private Reply body(XmlText xml) {
        boolean versions = request.asks("versions");
        String element = versions ? "Version" : "Contents";
        for (StoredObject object : contents) {
            xml.open(element).add("Key", encode(object.key()));
            if (versions) {
                xml.add("VersionId", "null").add("IsLatest", true);
            }
            xml.add("LastModified", Reply.isoDate(object.modifiedMillis())).add("ETag", object.etag())
                    .add("Size", object.blob().size()).add("StorageClass", "STANDARD").close(element);
        }
        for (String common : commonPrefixes) {
            xml.open("CommonPrefixes").add("Prefix", encode(common)).close("CommonPrefixes");
        }
        return xml.reply();
    }

    private String encode(String text) {
        return encoded ? UriText.encode(text, true) : text;
    }
}
