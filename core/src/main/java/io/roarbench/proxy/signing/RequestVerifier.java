package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.LongSupplier;

/** Verifies the signatures of requests, before anything of them is acted on. Confined to one thread. */
public final class RequestVerifier {

    /** As S3 allows. */
    private static final long SKEW_SECONDS = 15 * 60;
    /** Fields that two readers of a request must not find different values of. */
    private static final List<String> SINGLE = List.of("x-amz-date", "x-amz-security-token", "x-amz-copy-source",
            "x-amz-copy-source-range", "x-amz-trailer", "x-amz-decoded-content-length", "x-amz-te", "content-md5", "range",
            "date", "expect");
    private static final String NOT_MATCHING = "The request signature we calculated does not match the signature you "
            + "provided. Check your key and signing method.";

    private final AccessKeys accessKeys;
    private final LongSupplier epochSeconds;
    private final SigningKeys keys = new SigningKeys();
    private final CanonicalRequest canonical = new CanonicalRequest();
    private final AuthorizationReader authorizations = new AuthorizationReader();
    /** Stands in for the secret of an unknown access key, so that both kinds of refusal take the same steps. */
    private final String decoySecret = Hex.of(new java.security.SecureRandom().generateSeed(20));

    /** @param epochSeconds the time now */
    public RequestVerifier(AccessKeys accessKeys, LongSupplier epochSeconds) {
        this.accessKeys = accessKeys;
        this.epochSeconds = epochSeconds;
    }

    /** A signer that shares working memory with this: for the same thread. */
    public RequestSigner signer(String region, String service) {
        return new RequestSigner(region, service, canonical);
    }

    /**
     * @param path  as received, encoded
     * @param query as received, without {@code ?}
     * @throws S3Fault with the answer for the client, if the request is unsigned, wrongly signed, expired, from another
     *                 time, or leaves a field out of its signature that must be in it
     */
    public VerifiedRequest verify(String method, String path, String query, HeaderFields fields) throws S3Fault {
        Authorization claim = authorizations.read(fields, query);
        String payloadHash = payloadHash(claim, fields);
        Payload payload = Payload.of(payloadHash);
        String amzDate = checkedTime(claim, fields);
        requireSigned(claim, fields);
        Credentials credentials = accessKeys.find(claim.accessKey());
        SigningKey key = keys.get(credentials == null ? decoySecret : credentials.secret(), claim.scope());
        boolean matches = matches(claim, key, amzDate, method, path, query, fields, payloadHash);
        if (credentials == null) {
            throw new S3Fault(S3Error.InvalidAccessKeyId,
                    "The access key ID you provided does not exist in our records.");
        }
        if (!matches) {
            throw new S3Fault(S3Error.SignatureDoesNotMatch, NOT_MATCHING);
        }
        if (credentials.token() != null && (claim.token() == null
                || !ChunkSignatures.same(credentials.token(), claim.token()))) {
            throw new S3Fault(S3Error.InvalidToken, "The session token is missing or not the one of these credentials.");
        }
        return new VerifiedRequest(claim.accessKey(), payload, payloadHash, claim.presigned(),
                payload.signedChunks() ? new ChunkSignatures(key, amzDate, claim.signature()) : null);
    }

    private static String payloadHash(Authorization claim, HeaderFields fields) throws S3Fault {
        String value = fields.get("x-amz-content-sha256");
        if (value != null && fields.count("x-amz-content-sha256") == 1) {
            return value;
        }
        if (value == null && claim.presigned()) {
            return "UNSIGNED-PAYLOAD";
        }
        throw new S3Fault(S3Error.InvalidRequest, "Missing or repeated header for this request: x-amz-content-sha256");
    }

    private String checkedTime(Authorization claim, HeaderFields fields) throws S3Fault {
        long signed = signedAt(claim, fields);
        String amzDate = claim.amzDate() != null ? claim.amzDate() : AmzTime.format(signed);
        if (!amzDate.startsWith(claim.scope().date())) {
            throw new S3Fault(claim.presigned() ? S3Error.AuthorizationQueryParametersError
                    : S3Error.SignatureDoesNotMatch, "The date of the credential scope is not the date of the request.");
        }
        long now = epochSeconds.getAsLong();
        if (claim.presigned()) {
            if (now > signed + claim.expiresSeconds()) {
                throw new S3Fault(S3Error.AccessDenied, "Request has expired");
            }
            if (signed > now + SKEW_SECONDS) {
                throw new S3Fault(S3Error.AccessDenied, "Request is not yet valid");
            }
        } else if (Math.abs(now - signed) > SKEW_SECONDS) {
            throw new S3Fault(S3Error.RequestTimeTooSkewed,
                    "The difference between the request time and the current time is too large.");
        }
        return amzDate;
    }

    private static long signedAt(Authorization claim, HeaderFields fields) throws S3Fault {
        String date = fields.get("date");
        try {
            if (claim.amzDate() != null) {
                return AmzTime.parse(claim.amzDate());
            }
            if (date != null && !claim.presigned()) {
                return date.length() == 16 ? AmzTime.parse(date) : AmzTime.parseHttpDate(date);
            }
        } catch (DateTimeException e) {
            throw new S3Fault(S3Error.AccessDenied, "The date of the request cannot be read.");
        }
        throw new S3Fault(S3Error.AccessDenied, "AWS authentication requires a valid Date or x-amz-date header");
    }

    /** What a client did not sign, somebody on the way may have put in. */
    private static void requireSigned(Authorization claim, HeaderFields fields) throws S3Fault {
        if (!contains(claim.signedHeaders(), "host") || fields.count("host") != 1) {
            throw new S3Fault(S3Error.AccessDenied, "The host header must be there once, and signed.");
        }
        for (String name : SINGLE) {
            if (fields.count(name) > 1) {
                throw new S3Fault(S3Error.InvalidRequest, "The field " + name + " must be there once only.");
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.key(i);
            boolean bodyHashOfPresigned = claim.presigned() && name.equals("x-amz-content-sha256");
            if (name.startsWith("x-amz-") && !bodyHashOfPresigned && !contains(claim.signedHeaders(), name)) {
                throw new S3Fault(S3Error.AccessDenied,
                        "There were headers present in the request which were not signed: " + name);
            }
        }
    }

    private static boolean contains(String[] names, String name) {
        for (String each : names) {
            if (each.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(Authorization claim, SigningKey key, String amzDate, String method, String path,
            String query, HeaderFields fields, String payloadHash) {
        String signedQuery = claim.presigned()
                ? QueryText.without(QueryText.parse(query), "X-Amz-Signature"::equals) : query;
        String[] names = claim.signedHeaders();
        boolean matches = false;
        // Clients differ in which form of the path they sign; the signature proves either.
        for (boolean verbatim : new boolean[] {true, false}) {
            byte[] signature = canonical.begin(method, path, signedQuery, verbatim).fields(fields, names)
                    .signature(payloadHash, amzDate, key);
            matches = Hex.same(signature, claim.signature());
            if (matches) {
                break;
            }
        }
        return matches;
    }
}
