package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.FlatXml;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.Map;
import java.util.function.LongSupplier;

/** ListBuckets, CreateBucket, HeadBucket, DeleteBucket, GetBucketLocation, DeleteObjects. */
final class BucketOperations {

    private static final int MOST_DELETES = 1000;

    private final Buckets buckets;
    private final String region;
    private final LongSupplier clockMillis;

    BucketOperations(Buckets buckets, String region, LongSupplier clockMillis) {
        this.buckets = buckets;
        this.region = region;
        this.clockMillis = clockMillis;
    }

    Reply list() {
        XmlText xml = new XmlText("ListAllMyBucketsResult").open("Owner").add("ID", "roar-bench").close("Owner")
                .open("Buckets");
        for (Bucket bucket : buckets.all()) {
            xml.open("Bucket").add("Name", bucket.name()).add("CreationDate", Reply.isoDate(bucket.createdMillis()))
                    .close("Bucket");
        }
        return xml.close("Buckets").reply();
    }

    Reply create(String bucket) throws S3Fault {
        buckets.create(bucket, clockMillis.getAsLong());
        return Reply.empty(200).with("Location", "/" + bucket);
    }

    Reply head(String bucket) throws S3Fault {
        buckets.require(bucket);
        return Reply.empty(200).with("x-amz-bucket-region", region);
    }

    Reply delete(String bucket) throws S3Fault {
        buckets.delete(bucket);
        return Reply.empty(204);
    }

    /** us-east-1 is written as an empty element, as S3 does. */
    Reply location(String bucket) throws S3Fault {
        buckets.require(bucket);
        return Reply.xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint "
                + "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + (region.equals("us-east-1") ? "" : region)
                + "</LocationConstraint>");
    }

    Reply versioning(String bucket) throws S3Fault {
        buckets.require(bucket);
        return new XmlText("VersioningConfiguration").reply();
    }

    Reply deleteObjects(String name, byte[] xml) throws S3Fault {
        Bucket bucket = buckets.require(name);
        FlatXml body = FlatXml.parse(xml, "Object");
        if (body.records().isEmpty() || body.records().size() > MOST_DELETES) {
            throw new S3Fault(S3Error.MalformedXML, "A multi-object delete names 1 to " + MOST_DELETES + " keys.");
        }
        boolean quiet = "true".equalsIgnoreCase(body.other("Quiet"));
        XmlText result = new XmlText("DeleteResult");
        for (Map<String, String> object : body.records()) {
            String key = object.get("Key");
            if (key == null || key.isEmpty()) {
                throw new S3Fault(S3Error.MalformedXML, "An object to delete has no Key.");
            }
            bucket.delete(key);
            if (!quiet) {
                result.open("Deleted").add("Key", key).close("Deleted");
            }
        }
        return result.reply();
    }
}
