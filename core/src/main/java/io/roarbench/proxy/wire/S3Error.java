package io.roarbench.proxy.wire;

/**
 * The error codes of S3 that the proxy and the origin answer with. The constant's name is the code on the wire.
 * Source: Amazon S3 API Reference, Error Responses.
 */
public enum S3Error {
    AccessDenied(403),
    AuthorizationHeaderMalformed(400),
    AuthorizationQueryParametersError(400),
    BadDigest(400),
    BadGateway(502),
    BucketAlreadyOwnedByYou(409),
    BucketNotEmpty(409),
    EntityTooLarge(400),
    EntityTooSmall(400),
    GatewayTimeout(504),
    IncompleteBody(400),
    InternalError(500),
    InvalidAccessKeyId(403),
    InvalidArgument(400),
    InvalidBucketName(400),
    InvalidChunkSizeError(400),
    InvalidDigest(400),
    InvalidPart(400),
    InvalidPartOrder(400),
    InvalidRange(416),
    InvalidRequest(400),
    InvalidToken(400),
    InvalidURI(400),
    KeyTooLongError(400),
    MalformedXML(400),
    MethodNotAllowed(405),
    MissingContentLength(411),
    NoSuchBucket(404),
    NoSuchKey(404),
    NoSuchUpload(404),
    NotImplemented(501),
    PreconditionFailed(412),
    RequestHeaderSectionTooLarge(431),
    RequestTimeTooSkewed(403),
    RequestTimeout(400),
    ServiceUnavailable(503),
    SignatureDoesNotMatch(403),
    SlowDown(503),
    XAmzContentChecksumMismatch(400),
    XAmzContentSHA256Mismatch(400);

    private final int status;

    S3Error(int status) {
        this.status = status;
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }
}
