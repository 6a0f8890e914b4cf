package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Fault;

/**
 * Reads what requests say of their signatures. The headers of one client differ, as a rule, in the signature at their end
 * alone: then the rest is not taken apart again. Confined to one thread.
 */
final class AuthorizationReader {

    private static final int SIGNATURE = 64;

    /** The last header as far as its signature, which was its end; null if there is none. */
    private String before;
    private Authorization last;

    /** @throws S3Fault if the request says nothing, or something that is no SigV4 */
    Authorization read(HeaderFields fields, String query) throws S3Fault {
        String header = fields.get("authorization");
        if (before != null && header != null && header.length() == before.length() + SIGNATURE
                && header.startsWith(before) && !Authorization.inQuery(query) && fields.count("authorization") == 1) {
            String signature = header.substring(before.length());
            if (Hex.isSha256(signature)) {
                return last.with(signature, fields);
            }
        }
        Authorization read = Authorization.of(fields, query);
        if (header != null && header.endsWith("Signature=" + read.signature())) {
            before = header.substring(0, header.length() - SIGNATURE);
            last = read;
        }
        return read;
    }
}
