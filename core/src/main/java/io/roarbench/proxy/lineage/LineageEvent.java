package io.roarbench.proxy.lineage;

/**
 * One operation, told once, when its outcome is known.
 *
 * @param timeMillis    end of the operation, since 1970
 * @param outcome       see {@link Outcome}
 * @param effect        {@code NONE} unless the outcome is {@code COMPLETED}: what failed read and wrote nothing
 * @param call          what was asked
 * @param status        HTTP status that the client got; 0 if it got none
 * @param bytesIn       payload bytes taken from the client, without any framing
 * @param bytesOut      body bytes handed to the client's connection
 * @param etag          as S3 gave it, or null
 * @param versionId     as S3 gave it, or null
 * @param sourceVersionId of a copy, as S3 gave it, or null
 * @param contentRange  of a partial read, or null
 * @param errorCode     S3's code if the answer was a failure that named one, or null
 * @param requestId     of the origin's answer, or of the proxy's own
 */
public record LineageEvent(long timeMillis, Outcome outcome, S3Operation.Effect effect, S3Call call, int status,
        long bytesIn, long bytesOut, String etag, String versionId, String sourceVersionId, String contentRange,
        String errorCode, String requestId) {

    /** How an operation ended. */
    public enum Outcome {
        /** The origin did it, and the client got the whole answer. */
        COMPLETED,
        /** It was refused, by the proxy or by the origin. */
        FAILED,
        /** A connection ended before the answer was through; what the origin made of it is not known. */
        ABORTED
    }
}
