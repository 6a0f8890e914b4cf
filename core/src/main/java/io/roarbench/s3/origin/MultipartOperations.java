package io.roarbench.s3.origin;

import io.roarbench.proxy.signing.Hex;
import io.roarbench.proxy.wire.FlatXml;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/** CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload, ListParts, ListMultipartUploads. */
final class MultipartOperations {

    private static final int MOST_PARTS = 10_000;
    private static final long LEAST_PART = 5 << 20;

    private final Buckets buckets;
    private final BlobStore store;
    private final LongSupplier clockMillis;

    MultipartOperations(Buckets buckets, BlobStore store, LongSupplier clockMillis) {
        this.buckets = buckets;
        this.store = store;
        this.clockMillis = clockMillis;
    }

    Reply create(S3Request request) throws S3Fault {
        Bucket bucket = buckets.require(request.bucket());
        String id = UUID.randomUUID().toString().replace("-", "");
        bucket.uploads().put(id, new Bucket.Upload(id, request.key(), ObjectFields.of(request.fields()),
                clockMillis.getAsLong(), new ConcurrentSkipListMap<>()));
        return new XmlText("InitiateMultipartUploadResult").add("Bucket", bucket.name()).add("Key", request.key())
                .add("UploadId", id).reply();
    }

    Exchange uploadPart(S3Request request) throws S3Fault, IOException {
        Bucket.Upload upload = upload(request);
        int number = partNumber(request);
        return new ObjectIntake(store, request.fields(), (blob, etag, body) -> {
            addPart(upload, number, blob, etag);
            Reply reply = Reply.empty(200).with("ETag", etag);
            return body.checksumName() == null ? reply : reply.with(body.checksumName(), body.checksumValue());
        });
    }

    static int partNumber(S3Request request) throws S3Fault {
        String text = request.param("partNumber", "");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_PARTS) {
            throw new S3Fault(S3Error.InvalidArgument, "Part number must be an integer between 1 and 10000, inclusive");
        }
        return Integer.parseInt(text);
    }

    Bucket.Upload upload(S3Request request) throws S3Fault {
        return buckets.require(request.bucket()).requireUpload(request.param("uploadId", ""), request.key());
    }

    void addPart(Bucket.Upload upload, int number, Blob blob, String etag) {
        Bucket.Part before = upload.parts().put(number,
                new Bucket.Part(number, blob, etag, ObjectOperations.seconds(clockMillis)));
        if (before != null) {
            before.blob().release();
        }
    }

    Reply complete(S3Request request, byte[] xml) throws S3Fault {
        Bucket bucket = buckets.require(request.bucket());
        Bucket.Upload upload = upload(request);
        List<Bucket.Part> parts = chosen(upload, FlatXml.parse(xml, "Part").records());
        MessageDigest md5 = Digests.of("MD5");
        List<Blob> blobs = new ArrayList<>();
        for (Bucket.Part part : parts) {
            md5.update(HexFormat.of().parseHex(part.etag().substring(1, 33)));
            blobs.add(part.blob());
        }
        String etag = '"' + Hex.of(md5.digest()) + '-' + parts.size() + '"';
        bucket.put(new StoredObject(upload.key(), JoinedBlob.of(blobs), etag, ObjectOperations.seconds(clockMillis),
                upload.fields()), Conditions.of(request.fields()));
        bucket.abort(upload);
        return new XmlText("CompleteMultipartUploadResult").add("Location", "/" + bucket.name() + "/" + upload.key())
                .add("Bucket", bucket.name()).add("Key", upload.key()).add("ETag", etag).reply();
    }

    private static List<Bucket.Part> chosen(Bucket.Upload upload, List<Map<String, String>> named) throws S3Fault {
        if (named.isEmpty()) {
            throw new S3Fault(S3Error.MalformedXML, "A completed upload must name at least one part.");
        }
        List<Bucket.Part> parts = new ArrayList<>();
        int previous = 0;
        for (Map<String, String> each : named) {
            String text = each.getOrDefault("PartNumber", "").trim();
            int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            Bucket.Part part = upload.parts().get(number);
            String etag = each.getOrDefault("ETag", "").trim().replace("\"", "");
            if (part == null || !part.etag().equals('"' + etag + '"')) {
                throw new S3Fault(S3Error.InvalidPart, "One or more of the specified parts could not be found.");
            }
            if (number <= previous) {
                throw new S3Fault(S3Error.InvalidPartOrder, "The list of parts was not in ascending order.");
            }
            previous = number;
            parts.add(part);
        }
        for (Bucket.Part part : parts.subList(0, parts.size() - 1)) {
            if (part.blob().size() < LEAST_PART) {
                throw new S3Fault(S3Error.EntityTooSmall,
                        "Your proposed upload is smaller than the minimum allowed size");
            }
        }
        return parts;
    }

    Reply abort(S3Request request) throws S3Fault {
        buckets.require(request.bucket()).abort(upload(request));
        return Reply.empty(204);
    }

    Reply listParts(S3Request request) throws S3Fault {
        Bucket.Upload upload = upload(request);
        int after = request.number("part-number-marker", 0, 0, MOST_PARTS);
        int most = request.number("max-parts", 1000, 0, 1000);
        XmlText xml = new XmlText("ListPartsResult").add("Bucket", request.bucket()).add("Key", request.key())
                .add("UploadId", upload.id()).add("PartNumberMarker", after).add("MaxParts", most);
        int count = 0;
        int last = after;
        for (Bucket.Part part : upload.parts().tailMap(after, false).values()) {
            if (count++ < most) {
                last = part.number();
                xml.open("Part").add("PartNumber", part.number()).add("ETag", part.etag())
                        .add("LastModified", Reply.isoDate(part.modifiedMillis())).add("Size", part.blob().size())
                        .close("Part");
            }
        }
        return xml.add("NextPartNumberMarker", last).add("IsTruncated", count > most).reply();
    }

    /** All of them: an origin for measuring never has many. */
    Reply listUploads(S3Request request) throws S3Fault {
        XmlText xml = new XmlText("ListMultipartUploadsResult").add("Bucket", request.bucket())
                .add("IsTruncated", false);
        buckets.require(request.bucket()).uploads().values().stream()
                .filter(upload -> upload.key().startsWith(request.param("prefix", "")))
                .sorted((a, b) -> Bucket.byCodePoint(a.key(), b.key()))
                .forEach(upload -> xml.open("Upload").add("Key", upload.key()).add("UploadId", upload.id())
                        .add("Initiated", Reply.isoDate(upload.startedMillis())).close("Upload"));
        return xml.reply();
    }
}
