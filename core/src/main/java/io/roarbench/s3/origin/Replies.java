package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.ErrorXml;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Fault;
import java.nio.charset.StandardCharsets;

/** Error answers. */
final class Replies {

    private Replies() {
    }

    static Reply error(S3Fault fault, String resource, String requestId) {
        byte[] xml = ErrorXml.of(fault.error(), fault.getMessage(), resource, requestId)
                .getBytes(StandardCharsets.UTF_8);
        HeaderFields fields = new HeaderFields().add("Content-Type", "application/xml")
                .add("x-amz-request-id", requestId);
        return new Reply(fault.error().status(), fields, xml, null, 0, xml.length);
    }
}
