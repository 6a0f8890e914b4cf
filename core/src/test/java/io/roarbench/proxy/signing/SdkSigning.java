package io.roarbench.proxy.signing;

import io.roarbench.proxy.wire.HeaderFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The AWS SDK's own signer: what ours is held against. */
final class SdkSigning {

    static final long NOW = Instant.parse("2026-01-31T23:59:59Z").getEpochSecond();
    static final Credentials KEYS = Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private Credentials credentials = KEYS;

    SdkSigning as(Credentials other) {
        credentials = other;
        return this;
    }

    /** A signed request in this package's terms. */
    record Result(String method, String path, String query, HeaderFields fields, byte[] body) {
    }

    Result header(Draft draft, byte[] body) {
        return sign(draft, body, "http", b -> b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true));
    }

    Result unsignedPayload(Draft draft, byte[] body) {
        return sign(draft, body, "https", b -> b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));
    }

    Result presigned(Draft draft, Duration expiry) {
        return sign(draft, new byte[0], "https", b -> b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expiry));
    }

    Result chunked(Draft draft, byte[] body, boolean signed, DefaultChecksumAlgorithmChoice checksum) {
        return sign(draft, body, signed ? "http" : "https", b -> {
            b.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signed)
                    .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
            checksum.put(b);
        });
    }

    enum DefaultChecksumAlgorithmChoice {
        NONE, CRC32, SHA256;

        void put(SignRequest.Builder<AwsCredentialsIdentity> b) {
            if (this == CRC32) {
                b.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
            } else if (this == SHA256) {
                b.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.SHA256);
            }
        }
    }

    private Result sign(Draft draft, byte[] body, String scheme,
            java.util.function.Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(URI.create(scheme + "://127.0.0.1:9000"))
                .method(SdkHttpMethod.fromValue(draft.method())).encodedPath(draft.path());
        for (int i = 0; i < draft.fields().size(); i++) {
            request.appendHeader(draft.fields().name(i), draft.fields().value(i));
        }
        QueryText.parse(draft.query()).forEach(p -> request.appendRawQueryParameter(p.name(), p.value()));
        SignedRequest signed = signer.sign(b -> {
            b.identity(identity()).request(request.build())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK,
                            Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))
                    .payload(ContentStreamProvider.fromByteArray(body));
            more.accept(b);
        });
        return result(signed);
    }

    private AwsCredentialsIdentity identity() {
        return credentials.token() == null
                ? AwsCredentialsIdentity.create(credentials.accessKey(), credentials.secret())
                : AwsSessionCredentialsIdentity.create(credentials.accessKey(), credentials.secret(),
                        credentials.token());
    }

    private static Result result(SignedRequest signed) {
        HeaderFields fields = new HeaderFields();
        signed.request().forEachHeader((name, values) -> values.forEach(value -> fields.add(name, value)));
        try (InputStream in = signed.payload().map(ContentStreamProvider::newStream).orElse(InputStream.nullInputStream())) {
            return new Result(signed.request().method().name(), signed.request().encodedPath(),
                    signed.request().encodedQueryParameters().orElse(""), fields, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request before it is signed; path and query encoded. */
    record Draft(String method, String path, String query, HeaderFields fields) {
    }
}
