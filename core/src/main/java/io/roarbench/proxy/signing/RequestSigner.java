package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import java.util.Objects;
import java.util.Set;

/**
 * Signs requests by header. Equal byte for byte to the AWS SDK's {@code AwsV4HttpSigner} for S3 (encoding once, no path
 * normalisation), at a fraction of its cost. Confined to one thread: give each event loop its own.
 */
public final class RequestSigner {

    /** Fields that anything on the way may change, as in the AWS SDK. */
    private static final Set<String> UNSIGNED = Set.of("connection", "x-amzn-trace-id", "user-agent", "expect",
            "transfer-encoding", "x-forwarded-for", "authorization");

    private final String region;
    private final String service;
    private final SigningKeys keys = new SigningKeys();
    private final CanonicalRequest canonical;
    private final FieldOrder signed = new FieldOrder(UNSIGNED);
    private long lastSecond = Long.MIN_VALUE;
    private String lastDate;
    private CredentialScope lastScope;
    private String[] lastNames;
    private String lastAccessKey;
    private String lastKeyScope;
    private String lastText;

    public RequestSigner(String region, String service) {
        this(region, service, new CanonicalRequest());
    }

    RequestSigner(String region, String service, CanonicalRequest canonical) {
        this.canonical = canonical;
        this.region = Objects.requireNonNull(region, "region");
        this.service = Objects.requireNonNull(service, "service");
    }

    /**
     * Adds {@code x-amz-date}, {@code x-amz-content-sha256}, the security token and {@code Authorization}; what was there
     * under these names is replaced. {@code host} must be among the fields.
     *
     * @param path        encoded, as it is sent
     * @param query       encoded, as it is sent, without {@code ?}; empty if there is none
     * @param payload     hash of the body in hex, or one of {@link Payload}'s names
     * @param epochSecond time of signing
     * @return the chain that signs the chunks of a streamed body
     */
    public ChunkSignatures sign(Credentials credentials, String method, String path, String query, HeaderFields fields,
            String payload, long epochSecond) {
        String amzDate = at(epochSecond);
        fields.remove("authorization");
        put(fields, "x-amz-date", amzDate);
        put(fields, "x-amz-content-sha256", payload);
        fields.remove("x-amz-security-token");
        if (credentials.token() != null) {
            put(fields, "x-amz-security-token", credentials.token());
        }
        String[] names = signed.of(fields);
        SigningKey key = keys.get(credentials.secret(), lastScope);
        String signature = Hex.of(canonical.begin(method, path, query, false).fields(fields, names)
                .signature(payload, amzDate, key));
        fields.add("Authorization", "authorization",
                beforeSignature(credentials.accessKey(), key.scope(), names).concat(signature));
        return new ChunkSignatures(key, amzDate, signature);
    }

    private static void put(HeaderFields fields, String key, String value) {
        fields.remove(key);
        fields.add(key, key, value);
    }

    private String at(long epochSecond) {
        if (epochSecond != lastSecond) {
            lastDate = AmzTime.format(epochSecond);
            String day = lastDate.substring(0, 8);
            if (lastScope == null || !lastScope.date().equals(day)) {
                lastScope = new CredentialScope(day, region, service);
            }
            lastSecond = epochSecond;
        }
        return lastDate;
    }

    /** A client's requests have the same fields, as a rule: then this is the text of the one before. */
    private String beforeSignature(String accessKey, String scope, String[] names) {
        if (names == lastNames && scope.equals(lastKeyScope) && accessKey.equals(lastAccessKey)) {
            return lastText;
        }
        StringBuilder text = new StringBuilder(400);
        text.append(CanonicalRequest.ALGORITHM).append(" Credential=").append(accessKey).append('/')
                .append(scope).append(", SignedHeaders=");
        lastText = text.append(String.join(";", names)).append(", Signature=").toString();
        lastNames = names;
        lastAccessKey = accessKey;
        lastKeyScope = scope;
        return lastText;
    }
}
