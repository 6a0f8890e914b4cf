package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import java.util.Arrays;
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
    private final CanonicalRequest canonical = new CanonicalRequest();
    private String[] names = new String[32];
    private int count;
    private long lastSecond = Long.MIN_VALUE;
    private String lastDate;
    private CredentialScope lastScope;
    private String[] lastNames = new String[0];
    private String lastAccessKey;
    private String lastKeyScope;
    private String lastText;

    public RequestSigner(String region, String service) {
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
        collectNames(fields);
        SigningKey key = keys.get(credentials.secret(), lastScope);
        String signature = Hex.of(canonical.begin(method, path, query, false).fields(fields, names, count)
                .signature(payload, amzDate, key));
        fields.add("Authorization", "authorization", authorization(credentials, key, signature));
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

    private void collectNames(HeaderFields fields) {
        if (fields.size() > names.length) {
            names = new String[fields.size() * 2];
        }
        count = 0;
        for (int i = 0; i < fields.size(); i++) {
            if (!UNSIGNED.contains(fields.key(i))) {
                names[count++] = fields.key(i);
            }
        }
        Arrays.sort(names, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || !names[distinct - 1].equals(names[i])) {
                names[distinct++] = names[i];
            }
        }
        count = distinct;
    }

    private String authorization(Credentials credentials, SigningKey key, String signature) {
        return beforeSignature(credentials.accessKey(), key.scope()).concat(signature);
    }

    /** A client's requests have the same fields, as a rule: then this is the text of the one before. */
    private String beforeSignature(String accessKey, String scope) {
        if (scope.equals(lastKeyScope) && accessKey.equals(lastAccessKey)
                && Arrays.equals(names, 0, count, lastNames, 0, lastNames.length)) {
            return lastText;
        }
        StringBuilder text = new StringBuilder(400);
        text.append(CanonicalRequest.ALGORITHM).append(" Credential=").append(accessKey).append('/')
                .append(scope).append(", SignedHeaders=");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ";").append(names[i]);
        }
        lastText = text.append(", Signature=").toString();
        lastNames = Arrays.copyOf(names, count);
        lastAccessKey = accessKey;
        lastKeyScope = scope;
        return lastText;
    }
}
