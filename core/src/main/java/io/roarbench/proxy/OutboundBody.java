package io.roarbench.proxy;

import io.roarbench.proxy.wire.HeaderFields;
import java.util.Locale;

/**
 * A body as it is to go up.
 *
 * @param payload value of {@code x-amz-content-sha256}
 * @param length  of what goes up, in bytes; -1 if the request has no body and says so by saying nothing
 * @param decoded for {@code x-amz-decoded-content-length}; -1 if there is to be none
 */
record OutboundBody(UploadBody body, String payload, long length, long decoded) {

    private static final String AWS_CHUNKED = "aws-chunked";

    /** Makes the fields say how the body is framed. */
    void describe(HeaderFields fields) {
        if (length >= 0) {
            fields.add("Content-Length", "content-length", Long.toString(length));
        }
        boolean framed = decoded >= 0;
        if (framed != fields.has("x-amz-decoded-content-length")) {
            fields.remove("x-amz-decoded-content-length");
            if (framed) {
                fields.add("x-amz-decoded-content-length", "x-amz-decoded-content-length", Long.toString(decoded));
            }
            encoding(fields, framed);
        }
    }

    private static void encoding(HeaderFields fields, boolean framed) {
        StringBuilder codings = new StringBuilder(framed ? AWS_CHUNKED : "");
        for (int i = fields.indexOf("content-encoding", 0); i >= 0; i = fields.indexOf("content-encoding", i + 1)) {
            for (String coding : fields.value(i).split(",")) {
                if (!coding.isBlank() && !coding.trim().toLowerCase(Locale.ROOT).equals(AWS_CHUNKED)) {
                    codings.append(codings.length() > 0 ? "," : "").append(coding.trim());
                }
            }
        }
        fields.remove("content-encoding");
        if (codings.length() > 0) {
            fields.add("Content-Encoding", "content-encoding", codings.toString());
        }
    }
}
