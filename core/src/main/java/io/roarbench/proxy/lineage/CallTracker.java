package io.roarbench.proxy.lineage;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.Head;
import java.util.List;

/** Follows one request to its end, and tells the listener once what it was. Confined to one event loop. */
public final class CallTracker {

    /** XML longer than this is not looked into; a multi-delete has 1000 keys of 1024 bytes at most. */
    private static final int LARGEST_XML = 4 << 20;
    private final S3Call call;
    private final LineageListener listener;
    private CapturedXml requestXml;
    private CapturedXml responseXml;
    private Head.Response response;
    private long bytesIn;
    private long bytesOut;
    private boolean told;

    public CallTracker(S3Call call, LineageListener listener) {
        this.call = call;
        this.listener = listener;
        if (call.operation() == S3Operation.DeleteObjects) {
            requestXml = new CapturedXml();
        }
    }

    /** Payload bytes from the client; the buffer's indexes stay. */
    public void in(ByteBuf bytes) {
        bytesIn += bytes.readableBytes();
        if (requestXml != null) {
            requestXml.add(bytes);
        }
    }

    /** The origin's answer begins. */
    public void responded(Head.Response head) {
        response = head;
        boolean hasOutcomeInBody = switch (call.operation()) {
            case CompleteMultipartUpload, CopyObject, UploadPartCopy, DeleteObjects -> true;
            default -> head.status() >= 300;
        };
        if (hasOutcomeInBody) {
            responseXml = new CapturedXml();
        }
    }

    /** Body bytes for the client; the buffer's indexes stay. */
    public void out(ByteBuf bytes) {
        bytesOut += bytes.readableBytes();
        if (responseXml != null) {
            responseXml.add(bytes);
        }
    }

    /** Whether the body of the answer need not be seen, only counted. */
    public boolean countsOnly() {
        return responseXml == null;
    }

    /** Body bytes that reached the client unseen. */
    public void out(long bytes) {
        bytesOut += bytes;
    }

    /** The proxy itself refused. */
    public void refused(int status, String code) {
        tell(LineageEvent.Outcome.FAILED, status, code);
    }

    /** A connection ended too early; {@code undelivered} body bytes had not left this machine. */
    public void aborted(long undelivered) {
        bytesOut = Math.max(0, bytesOut - undelivered);
        tell(LineageEvent.Outcome.ABORTED, response == null ? 0 : response.status(), null);
    }

    /** The client has the whole answer. */
    public void completed() {
        String code = responseXml == null ? null : responseXml.errorCode();
        boolean done = response.status() >= 200 && response.status() < 300 && code == null;
        List<MultiDelete.Key> keys = done && requestXml != null ? MultiDelete.keys(requestXml, responseXml) : List.of();
        if (!keys.isEmpty()) {
            deletedEach(keys);
        } else {
            tell(done || response.status() == 304 ? LineageEvent.Outcome.COMPLETED : LineageEvent.Outcome.FAILED,
                    response.status(), code);
        }
    }

    private void deletedEach(List<MultiDelete.Key> keys) {
        if (told) {
            return;
        }
        told = true;
        for (MultiDelete.Key key : keys) {
            S3Call each = new S3Call(call.operation(), call.bucket(), key.name(), key.version(), null, null, null, null,
                    call.session(), call.job());
            listener.event(event(key.error() == null ? LineageEvent.Outcome.COMPLETED : LineageEvent.Outcome.FAILED,
                    response.status(), key.error(), each));
            bytesIn = 0; // Once is enough: who adds up all events gets what went over the wire.
            bytesOut = 0;
        }
    }

    private void tell(LineageEvent.Outcome outcome, int status, String code) {
        if (!told) {
            told = true;
            listener.event(event(outcome, status, code, call));
        }
    }

    private LineageEvent event(LineageEvent.Outcome outcome, int status, String code, S3Call of) {
        boolean completed = outcome == LineageEvent.Outcome.COMPLETED;
        boolean unchanged = status == 304; // Nothing was read: the client has it already.
        S3Operation.Effect effect = completed && !unchanged ? of.operation().effect() : S3Operation.Effect.NONE;
        return new LineageEvent(System.currentTimeMillis(), outcome, effect, of, status, bytesIn, objectBytes(), field("etag"),
                field("x-amz-version-id"), field("x-amz-copy-source-version-id"), field("content-range"), code,
                field("x-amz-request-id"));
    }

    /** With {@code append-md5} the origin adds 16 bytes that are not the object's. */
    private long objectBytes() {
        if (response == null || !"append-md5".equals(response.fields().get("x-amz-transfer-encoding"))) {
            return bytesOut;
        }
        String length = field("content-length");
        return length == null ? Math.max(0, bytesOut - 16) : Math.min(bytesOut, Math.max(0, Long.parseLong(length) - 16));
    }

    private String field(String key) {
        return response == null ? null : response.fields().get(key);
    }
}
