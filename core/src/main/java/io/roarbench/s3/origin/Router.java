package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.io.IOException;
import java.util.Set;
import java.util.function.LongSupplier;

/** Which operation a request asks for. */
final class Router {

    /** Sub-resources this origin does not have; answering them as the plain object would be a lie. */
    private static final Set<String> MISSING = Set.of("acl", "policy", "policyStatus", "cors", "lifecycle", "encryption",
            "tagging", "torrent", "attributes", "retention", "legal-hold", "select", "object-lock", "logging",
            "notification", "replication", "requestPayment", "website", "accelerate", "analytics", "inventory",
            "metrics", "ownershipControls", "publicAccessBlock", "session", "restore", "intelligent-tiering");

    private final BucketOperations buckets;
    private final ObjectOperations objects;
    private final MultipartOperations multipart;
    private final CopyOperations copies;
    private final Buckets state;

    Router(Buckets state, BlobStore store, String region, LongSupplier clockMillis) {
        this.state = state;
        this.buckets = new BucketOperations(state, region, clockMillis);
        this.objects = new ObjectOperations(state, store, clockMillis);
        this.multipart = new MultipartOperations(state, store, clockMillis);
        this.copies = new CopyOperations(state, multipart, clockMillis);
    }

    Exchange route(S3Request request) throws S3Fault, IOException {
        for (String name : request.query().keySet()) {
            if (MISSING.contains(name) || name.equals("versionId") && !request.query().get(name).equals("null")) {
                throw new S3Fault(S3Error.NotImplemented, "This origin has no ?" + name + ".");
            }
        }
        if (request.bucket().isEmpty()) {
            return service(request);
        }
        return request.key().isEmpty() ? bucket(request) : object(request);
    }

    private Exchange service(S3Request request) throws S3Fault {
        if (request.method().equals("GET")) {
            return simple(buckets::list);
        }
        throw notAllowed();
    }

    private Exchange bucket(S3Request request) throws S3Fault {
        String name = request.bucket();
        return switch (request.method()) {
            case "PUT" -> simple(() -> buckets.create(name));
            case "HEAD" -> simple(() -> buckets.head(name));
            case "DELETE" -> simple(() -> buckets.delete(name));
            case "GET" -> simple(() -> bucketGet(request));
            case "POST" -> {
                if (!request.asks("delete")) {
                    throw notAllowed();
                }
                yield new CollectedBody(request.fields(), xml -> buckets.deleteObjects(name, xml));
            }
            default -> throw notAllowed();
        };
    }

    private Reply bucketGet(S3Request request) throws S3Fault {
        if (request.asks("location")) {
            return buckets.location(request.bucket());
        }
        if (request.asks("versioning")) {
            return buckets.versioning(request.bucket());
        }
        return request.asks("uploads") ? multipart.listUploads(request)
                : Listing.of(request, state.require(request.bucket()));
    }

    private Exchange object(S3Request request) throws S3Fault, IOException {
        boolean ofUpload = request.asks("uploadId");
        boolean copy = request.fields().has("x-amz-copy-source");
        return switch (request.method()) {
            case "GET" -> simple(() -> ofUpload ? multipart.listParts(request) : objects.get(request));
            case "HEAD" -> simple(() -> objects.get(request));
            case "DELETE" -> simple(() -> ofUpload ? multipart.abort(request) : objects.delete(request));
            case "PUT" -> copy ? simple(() -> ofUpload ? copies.copyPart(request) : copies.copyObject(request))
                    : ofUpload ? multipart.uploadPart(request) : objects.put(request);
            case "POST" -> {
                if (request.asks("uploads")) {
                    yield simple(() -> multipart.create(request));
                }
                if (!ofUpload) {
                    throw notAllowed();
                }
                yield new CollectedBody(request.fields(), xml -> multipart.complete(request, xml));
            }
            default -> throw notAllowed();
        };
    }

    /** Names the lambda's type. */
    private static Exchange simple(Exchange.Simple operation) {
        return operation;
    }

    private static S3Fault notAllowed() {
        return new S3Fault(S3Error.MethodNotAllowed, "The specified method is not allowed against this resource.");
    }
}
