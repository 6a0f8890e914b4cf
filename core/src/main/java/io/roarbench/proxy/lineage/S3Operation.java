package io.roarbench.proxy.lineage;

/** The operations that lineage tells apart, and what each does to data when it succeeds. */
public enum S3Operation {
    GetObject(Effect.READ),
    PutObject(Effect.WRITE),
    CopyObject(Effect.COPY),
    DeleteObject(Effect.DELETE),
    DeleteObjects(Effect.DELETE),
    UploadPart(Effect.WRITE),
    UploadPartCopy(Effect.COPY),
    CompleteMultipartUpload(Effect.WRITE),
    CreateMultipartUpload(Effect.NONE),
    AbortMultipartUpload(Effect.NONE),
    HeadObject(Effect.NONE),
    ListObjects(Effect.NONE),
    ListObjectsV2(Effect.NONE),
    ListBuckets(Effect.NONE),
    /** Everything else: buckets, sub-resources such as {@code ?acl} and {@code ?tagging}. */
    Other(Effect.NONE);

    /** An edge of the lineage graph. */
    public enum Effect { READ, WRITE, COPY, DELETE, NONE }

    private final Effect effect;

    S3Operation(Effect effect) {
        this.effect = effect;
    }

    public Effect effect() {
        return effect;
    }
}
