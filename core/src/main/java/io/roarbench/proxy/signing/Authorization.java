package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.List;

/**
 * What a client says of its signature, from the header or from a presigned query.
 *
 * @param signedHeaders  lower case, in the order signed
 * @param amzDate        null if the request has only a {@code Date}
 * @param expiresSeconds of a presigned request; -1 else
 */
record Authorization(String accessKey, CredentialScope scope, String[] signedHeaders, String signature, String amzDate,
        String token, long expiresSeconds) {

    private static final long LONGEST_EXPIRY = 7 * 24 * 3600;

    boolean presigned() {
        return expiresSeconds >= 0;
    }

    /** @throws S3Fault if the request says nothing, or something that is no SigV4 */
    static Authorization of(HeaderFields fields, String query) throws S3Fault {
        String header = fields.get("authorization");
        boolean inQuery = inQuery(query);
        if (header != null && (inQuery || fields.count("authorization") > 1)) {
            throw new S3Fault(S3Error.InvalidArgument, "Only one auth mechanism allowed.");
        }
        if (header != null) {
            return ofHeader(header, fields);
        }
        if (inQuery) {
            return ofQuery(QueryText.parse(query));
        }
        throw new S3Fault(S3Error.AccessDenied, "Access Denied: anonymous requests are not allowed; sign with SigV4.");
    }

    static boolean inQuery(String query) {
        return query.contains("X-Amz-Algorithm") || query.contains("X-Amz-Signature");
    }

    /** The same claim but for the signature, and what other fields say. */
    Authorization with(String otherSignature, HeaderFields fields) {
        return new Authorization(accessKey, scope, signedHeaders, otherSignature, fields.get("x-amz-date"),
                fields.get("x-amz-security-token"), -1);
    }

    private static Authorization ofHeader(String header, HeaderFields fields) throws S3Fault {
        if (!header.startsWith(CanonicalRequest.ALGORITHM + " ")) {
            throw new S3Fault(S3Error.InvalidRequest,
                    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }
        String credential = null;
        String signed = null;
        String signature = null;
        for (String part : header.substring(CanonicalRequest.ALGORITHM.length() + 1).split(",")) {
            String field = part.trim();
            if (field.startsWith("Credential=") && credential == null) {
                credential = field.substring("Credential=".length());
            } else if (field.startsWith("SignedHeaders=") && signed == null) {
                signed = field.substring("SignedHeaders=".length());
            } else if (field.startsWith("Signature=") && signature == null) {
                signature = field.substring("Signature=".length());
            } else {
                throw malformed(S3Error.AuthorizationHeaderMalformed);
            }
        }
        return build(credential, signed, signature, fields.get("x-amz-date"), fields.get("x-amz-security-token"), -1,
                S3Error.AuthorizationHeaderMalformed);
    }

    private static Authorization ofQuery(List<QueryText.Part> parts) throws S3Fault {
        if (!CanonicalRequest.ALGORITHM.equals(single(parts, "X-Amz-Algorithm"))) {
            throw new S3Fault(S3Error.AuthorizationQueryParametersError,
                    "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\".");
        }
        return build(single(parts, "X-Amz-Credential"), single(parts, "X-Amz-SignedHeaders"),
                single(parts, "X-Amz-Signature"), single(parts, "X-Amz-Date"), single(parts, "X-Amz-Security-Token"),
                expiry(single(parts, "X-Amz-Expires")), S3Error.AuthorizationQueryParametersError);
    }

    private static String single(List<QueryText.Part> parts, String name) throws S3Fault {
        String found = null;
        for (QueryText.Part part : parts) {
            if (part.name().equals(name)) {
                if (found != null) {
                    throw new S3Fault(S3Error.AuthorizationQueryParametersError, name + " must appear once.");
                }
                found = part.value();
            }
        }
        return found;
    }

    private static long expiry(String text) throws S3Fault {
        if (text == null || !text.matches("[0-9]{1,9}") || Long.parseLong(text) > LONGEST_EXPIRY) {
            throw new S3Fault(S3Error.AuthorizationQueryParametersError,
                    "X-Amz-Expires must be a number of seconds from 0 to 604800.");
        }
        return Long.parseLong(text);
    }

    private static Authorization build(String credential, String signed, String signature, String amzDate, String token,
            long expires, S3Error error) throws S3Fault {
        if (credential == null || signed == null || signature == null || !Hex.isSha256(signature) || signed.isEmpty()) {
            throw malformed(error);
        }
        String[] parts = credential.split("/", -1);
        int n = parts.length;
        // From the right: an access key may hold slashes.
        if (n < 5 || !parts[n - 1].equals(CredentialScope.TERMINATOR) || !isDate(parts[n - 4])) {
            throw malformed(error);
        }
        if (!parts[n - 2].equals("s3")) {
            throw new S3Fault(S3Error.NotImplemented, "The credential scope names the service '" + printable(parts[n - 2])
                    + "'; only 's3' is supported here.");
        }
        String accessKey = n == 5 ? parts[0] : String.join("/", java.util.Arrays.copyOf(parts, n - 4));
        return new Authorization(accessKey, new CredentialScope(parts[n - 4], parts[n - 3], parts[n - 2]),
                signed.split(";"), signature, amzDate, token, expires);
    }

    private static boolean isDate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == 8;
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9-]", "?");
        return clean.length() > 40 ? clean.substring(0, 40) : clean;
    }

    private static S3Fault malformed(S3Error error) {
        return new S3Fault(error, "The authorization must hold a Credential "
                + "(key/yyyyMMdd/region/s3/aws4_request), SignedHeaders and a Signature of 64 hex digits, each once.");
    }
}
