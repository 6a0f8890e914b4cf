package io.roarbench.s3.origin;

import io.roarbench.proxy.signing.Hex;
import io.roarbench.proxy.signing.UriText;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.function.LongSupplier;

/** CopyObject and UploadPartCopy; the bytes are shared, not copied. */
final class CopyOperations {

    private final Buckets buckets;
    private final MultipartOperations multipart;
    private final LongSupplier clockMillis;

    CopyOperations(Buckets buckets, MultipartOperations multipart, LongSupplier clockMillis) {
        this.buckets = buckets;
        this.multipart = multipart;
        this.clockMillis = clockMillis;
    }

    Reply copyObject(S3Request request) throws S3Fault {
        Bucket target = buckets.require(request.bucket());
        StoredObject source = source(request.fields());
        boolean replace = "REPLACE".equals(request.fields().get("x-amz-metadata-directive"));
        boolean onItself = source == target.objects().get(request.key());
        if (onItself && !replace) {
            throw new S3Fault(S3Error.InvalidRequest, "This copy request is illegal because it is trying to copy an "
                    + "object to itself without changing the object's metadata.");
        }
        HeaderFields fields = replace ? ObjectFields.of(request.fields()) : ObjectFields.copy(source.fields());
        StoredObject copy = new StoredObject(request.key(), source.blob().retain(), source.etag(),
                ObjectOperations.seconds(clockMillis), fields);
        target.put(copy, Conditions.of(new HeaderFields()));
        return result("CopyObjectResult", copy.etag(), copy.modifiedMillis());
    }

    Reply copyPart(S3Request request) throws S3Fault, IOException {
        Bucket.Upload upload = multipart.upload(request);
        int number = MultipartOperations.partNumber(request);
        StoredObject source = source(request.fields());
        String rangeField = request.fields().get("x-amz-copy-source-range");
        ByteRange range = ByteRange.of(rangeField, source.blob().size());
        if (rangeField != null && range == null) {
            throw new S3Fault(S3Error.InvalidArgument, "The x-amz-copy-source-range value must be of the form "
                    + "bytes=first-last where first and last are the zero-based offsets");
        }
        Blob part = range == null ? source.blob().retain()
                : JoinedBlob.range(source.blob(), range.first(), range.length());
        String etag = range == null && source.etag().length() == 34 ? source.etag() : '"' + md5(part) + '"';
        multipart.addPart(upload, number, part, etag);
        return result("CopyPartResult", etag, ObjectOperations.seconds(clockMillis));
    }

    private static String md5(Blob blob) throws IOException {
        MessageDigest md5 = Digests.of("MD5");
        blob.write(0, blob.size(), piece -> {
            if (piece instanceof ByteBuf bytes) {
                md5.update(bytes.nioBuffer());
                bytes.release();
            } else {
                FileRegions.digest((io.netty.channel.FileRegion) piece, md5);
            }
        });
        return Hex.of(md5.digest());
    }

    private StoredObject source(HeaderFields fields) throws S3Fault {
        String text = fields.get("x-amz-copy-source");
        int query = text.indexOf('?');
        String path = UriText.decode(query < 0 ? text : text.substring(0, query));
        path = path.startsWith("/") ? path.substring(1) : path;
        int slash = path.indexOf('/');
        if (slash < 1 || slash == path.length() - 1) {
            throw new S3Fault(S3Error.InvalidArgument, "Copy Source must mention the source bucket and key: "
                    + "sourcebucket/sourcekey");
        }
        StoredObject source = buckets.require(path.substring(0, slash)).require(path.substring(slash + 1));
        if (Conditions.ofCopySource(fields).read(source) != Conditions.Verdict.GO_ON) {
            throw Conditions.failed();
        }
        return source;
    }

    private static Reply result(String root, String etag, long modifiedMillis) {
        return new XmlText(root).add("LastModified", Reply.isoDate(modifiedMillis)).add("ETag", etag).reply();
    }
}
