package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines after the last chunk: the fields that {@code x-amz-trailer} announced, and their signature. */
final class TrailerSection {

    private static final String SIGNATURE = "x-amz-trailer-signature";

    private final List<String> announced = new ArrayList<>();
    private final HeaderFields fields = new HeaderFields();
    private String signature;

    /** @param xAmzTrailer the header's value, or null */
    TrailerSection(String xAmzTrailer) {
        if (xAmzTrailer != null) {
            for (String name : xAmzTrailer.split(",")) {
                announced.add(name.trim().toLowerCase(Locale.ROOT));
            }
        }
    }

    void line(String line) throws S3Fault {
        int colon = line.indexOf(':');
        String name = colon < 1 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).trim();
        if (name.equals(SIGNATURE) && signature == null) {
            signature = line.substring(colon + 1);
        } else if (announced.contains(name) && !fields.has(name) && signature == null) {
            fields.add(line, name, value);
        } else {
            throw malformed();
        }
    }

    /** The fields; their {@code name} is the whole line as it came, so that it can go on without a change of length. */
    HeaderFields verified(ChunkSignatures chain) throws S3Fault {
        if (fields.size() != announced.size() || (chain == null) != (signature == null)) {
            throw malformed();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            text.append(fields.key(i)).append(':').append(fields.value(i)).append('\n');
        }
        if (chain != null && !ChunkSignatures.same(chain.trailer(text.toString()), signature)) {
            throw new S3Fault(S3Error.SignatureDoesNotMatch, "The signature of the trailer does not match.");
        }
        return fields;
    }

    /** The one announced checksum, or null. */
    String checksumName() {
        return announced.size() == 1 ? announced.get(0) : null;
    }

    private static S3Fault malformed() {
        return new S3Fault(S3Error.InvalidRequest,
                "The trailer of the body is not what x-amz-trailer announced, or its signature is missing.");
    }
}
