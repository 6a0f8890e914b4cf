package io.roarbench.proxy.lineage;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.FlatXml;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.S3Fault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows one request to its end, and tells the listener once what it was. Confined to one event loop. */
public final class CallTracker {

    /** XML longer than this is not looked into; a multi-delete has 1000 keys of 1024 bytes at most. */
    private static final int LARGEST_XML = 4 << 20;
    private static final byte[] NOTHING = new byte[0];

    private final S3Call call;
    private final LineageListener listener;
    private ByteArrayOutputStream requestXml;
    private ByteArrayOutputStream responseXml;
    private Head.Response response;
    private long bytesIn;
    private long bytesOut;
    private boolean told;

    public CallTracker(S3Call call, LineageListener listener) {
        this.call = call;
        this.listener = listener;
        if (call.operation() == S3Operation.DeleteObjects) {
            requestXml = new ByteArrayOutputStream();
        }
    }

    /** Payload bytes from the client; the buffer's indexes stay. */
    public void in(ByteBuf bytes) {
        bytesIn += bytes.readableBytes();
        capture(requestXml, bytes);
    }

    /** The origin's answer begins. */
    public void responded(Head.Response head) {
        response = head;
        boolean hasOutcomeInBody = switch (call.operation()) {
            case CompleteMultipartUpload, CopyObject, UploadPartCopy, DeleteObjects -> true;
            default -> head.status() >= 400;
        };
        if (hasOutcomeInBody) {
            responseXml = new ByteArrayOutputStream();
        }
    }

    /** Body bytes for the client; the buffer's indexes stay. */
    public void out(ByteBuf bytes) {
        bytesOut += bytes.readableBytes();
        capture(responseXml, bytes);
    }

    private static void capture(ByteArrayOutputStream xml, ByteBuf bytes) {
        if (xml != null && xml.size() + bytes.readableBytes() <= LARGEST_XML) {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.getBytes(bytes.readerIndex(), copy);
            xml.writeBytes(copy);
        }
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
        String code = failureInBody();
        boolean done = response.status() >= 200 && response.status() < 300 && code == null;
        if (done && call.operation() == S3Operation.DeleteObjects) {
            deletedEach();
        } else {
            tell(done ? LineageEvent.Outcome.COMPLETED : LineageEvent.Outcome.FAILED, response.status(), code);
        }
    }

    /** S3 answers 200 to some operations before it knows, and puts the error into the body. */
    private String failureInBody() {
        if (responseXml == null || responseXml.size() == 0) {
            return null;
        }
        String text = responseXml.toString(StandardCharsets.UTF_8);
        if (!text.contains("<Error") || call.operation() == S3Operation.DeleteObjects && response.status() < 300) {
            return null;
        }
        int from = text.indexOf("<Code>");
        int to = text.indexOf("</Code>", from);
        return from < 0 || to < 0 ? "Unknown" : text.substring(from + 6, Math.min(to, from + 106));
    }

    private void deletedEach() {
        if (told) {
            return;
        }
        told = true;
        Map<String, String> errors = new HashMap<>();
        for (Map<String, String> error : records(responseXml, "Error")) {
            errors.put(error.get("Key") + '\n' + error.getOrDefault("VersionId", ""), error.getOrDefault("Code", ""));
        }
        for (Map<String, String> object : records(requestXml, "Object")) {
            String version = object.get("VersionId");
            String error = errors.get(object.get("Key") + '\n' + (version == null ? "" : version));
            S3Call each = new S3Call(call.operation(), call.bucket(), object.get("Key"), version, null, null, null, null,
                    call.session(), call.job());
            listener.event(event(error == null ? LineageEvent.Outcome.COMPLETED : LineageEvent.Outcome.FAILED,
                    response.status(), error, each));
        }
    }

    private static List<Map<String, String>> records(ByteArrayOutputStream xml, String name) {
        try {
            return FlatXml.parse(xml == null ? NOTHING : xml.toByteArray(), name).records();
        } catch (S3Fault e) {
            return List.of(); // The origin took it, or answered it, in a form of its own: there is no key to tell of.
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
        return new LineageEvent(System.currentTimeMillis(), outcome,
                completed ? of.operation().effect() : S3Operation.Effect.NONE, of, status, bytesIn, objectBytes(),
                field("etag"), field("x-amz-version-id"), field("x-amz-copy-source-version-id"), field("content-range"),
                code, field("x-amz-request-id"));
    }

    /** With {@code append-md5} the origin adds 16 bytes that are not the object's. */
    private long objectBytes() {
        boolean appended = response != null && "append-md5".equals(response.fields().get("x-amz-transfer-encoding"));
        return appended && bytesOut >= 16 ? bytesOut - 16 : bytesOut;
    }

    private String field(String key) {
        return response == null ? null : response.fields().get(key);
    }
}
