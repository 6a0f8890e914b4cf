package io.roarbench.proxy.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestVerifierTests {

    private final SdkSigning sdk = new SdkSigning();
    private long now = SdkSigning.NOW;
    private final RequestVerifier verifier = new RequestVerifier(AccessKeys.only(SdkSigning.KEYS), () -> now);

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void lets_in_what_the_sdk_signed_and_refuses_it_after_any_change(long seed) throws S3Fault {
        RandomRequests requests = new RandomRequests(seed);
        for (int i = 0; i < 60; i++) {
            SdkSigning.Result request = i % 2 == 0 ? sdk.header(requests.next(), requests.body(50))
                    : sdk.presigned(requests.next(), Duration.ofMinutes(5));
            assertThat(verify(request).accessKey()).isEqualTo("AKIDEXAMPLE");

            assertThat(refusal(new SdkSigning.Result(request.method(), request.path() + "x", request.query(),
                    request.fields(), null))).isEqualTo(S3Error.SignatureDoesNotMatch);
            assertThat(refusal(new SdkSigning.Result(request.method(), request.path(),
                    request.query().isEmpty() ? "x=" : request.query() + "&x=", request.fields(), null)))
                    .isEqualTo(S3Error.SignatureDoesNotMatch);
            request.fields().add("x-amz-acl", "public-read");
            assertThat(refusal(request)).isEqualTo(S3Error.AccessDenied);
        }
    }

    @Test
    void refuses_every_changed_signed_field() throws S3Fault {
        SdkSigning.Result request = sdk.header(plain("GET"), new byte[0]);
        HeaderFields original = request.fields();
        for (int i = 0; i < original.size(); i++) {
            if (original.key(i).equals("host") || original.key(i).startsWith("x-amz-meta")) {
                SdkSigning.Result changed = with(request, original.key(i), original.value(i) + "1");
                assertThat(refusal(changed)).as(original.key(i)).isEqualTo(S3Error.SignatureDoesNotMatch);
            }
        }
        assertThat(verify(request).payload()).isEqualTo(Payload.HASHED);
    }

    @Test
    void refuses_requests_of_another_time() {
        SdkSigning.Result request = sdk.header(plain("GET"), new byte[0]);
        now = SdkSigning.NOW + 15 * 60 + 1;
        assertThat(refusal(request)).isEqualTo(S3Error.RequestTimeTooSkewed);
        now = SdkSigning.NOW - 15 * 60 - 1;
        assertThat(refusal(request)).isEqualTo(S3Error.RequestTimeTooSkewed);
    }

    @Test
    void refuses_an_expired_presigned_request() throws S3Fault {
        SdkSigning.Result request = sdk.presigned(plain("GET"), Duration.ofSeconds(60));
        now = SdkSigning.NOW + 60;
        assertThat(verify(request).presigned()).isTrue();
        now = SdkSigning.NOW + 61;
        assertThat(refusal(request)).isEqualTo(S3Error.AccessDenied);
    }

    @Test
    void refuses_an_expiry_beyond_seven_days() {
        SdkSigning.Result request = sdk.presigned(plain("GET"), Duration.ofDays(7));
        String longer = request.query().replace("X-Amz-Expires=604800", "X-Amz-Expires=604801");
        assertThat(refusal(new SdkSigning.Result("GET", request.path(), longer, request.fields(), null)))
                .isEqualTo(S3Error.AuthorizationQueryParametersError);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"X-Amz-Expires=60|X-Amz-Expires=-1", "X-Amz-Expires=60|X-Amz-Expires=",
        "X-Amz-Expires=60|X-Amz-Expires=6e1", "X-Amz-Expires=60|X-Amz-Expires=61", "X-Amz-Expires=60&|",
        "X-Amz-Expires=60|X-Amz-Expires=60&X-Amz-Expires=600", "X-Amz-Algorithm=AWS4-HMAC-SHA256|X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&|", "X-Amz-Signature|x-amz-signature", "X-Amz-Signature=|X-Amz-Signature=0",
        "X-Amz-Signature|X-Amz-Signature=0&X-Amz-Signature", "X-Amz-Date=2026|X-Amz-Date=2027", "X-Amz-Date|X-Amz-Dato",
        "eu-west-1|eu-west-2", "%2Fs3%2F|%2Fs4%2F", "20260131%2F|20260130%2F", "aws4_request|aws5_request",
        "X-Amz-SignedHeaders=host|X-Amz-SignedHeaders=", "a=1|a=2", "a=1|a=1&c=d", "a=1&|"})
    void refuses_a_presigned_request_of_which_anything_was_changed(String part, String changed) throws S3Fault {
        SdkSigning.Result request = sdk.presigned(plain("GET"), Duration.ofSeconds(60));
        assertThat(verify(request).presigned()).isTrue();
        assertThat(request.query()).contains(part);
        String query = request.query().replaceFirst(java.util.regex.Pattern.quote(part), changed == null ? "" : changed);
        S3Error error = refusal(new SdkSigning.Result("GET", request.path(), query, request.fields(), null));
        assertThat(error.status()).isBetween(400, 501);
    }

    @Test
    void refuses_a_presigned_request_put_to_another_use() {
        SdkSigning.Result request = sdk.presigned(plain("GET"), Duration.ofSeconds(60));
        assertThat(refusal(new SdkSigning.Result("PUT", request.path(), request.query(), request.fields(), null)))
                .isEqualTo(S3Error.SignatureDoesNotMatch);
        assertThat(refusal(new SdkSigning.Result("GET", request.path() + "2", request.query(), request.fields(), null)))
                .isEqualTo(S3Error.SignatureDoesNotMatch);
        HeaderFields more = new HeaderFields();
        for (int i = 0; i < request.fields().size(); i++) {
            more.add(request.fields().name(i), request.fields().value(i));
        }
        more.add("x-amz-copy-source", "b/secret");
        assertThat(refusal(new SdkSigning.Result("GET", request.path(), request.query(), more, null)))
                .as("unsigned field of S3").isEqualTo(S3Error.AccessDenied);
        HeaderFields both = new HeaderFields().add("Host", "127.0.0.1:9000").add("Authorization", "AWS4-HMAC-SHA256 a");
        assertThat(refusal(new SdkSigning.Result("GET", request.path(), request.query(), both, null)))
                .as("two signatures").isEqualTo(S3Error.InvalidArgument);
    }

    @Test
    void reads_the_time_from_date_in_either_form() throws S3Fault {
        for (String date : new String[] {"Sat, 31 Jan 2026 23:59:59 GMT", "20260131T235959Z"}) {
            assertThat(dated(date)).isEqualTo(S3Error.SignatureDoesNotMatch);
        }
        for (String date : new String[] {"Sat, 31 Jan 2026 23:40:59 GMT", "20260131T234059Z"}) {
            assertThat(dated(date)).isEqualTo(S3Error.RequestTimeTooSkewed);
        }
        for (String date : new String[] {"today", "20260131X235959Z", "20261331T235959Z", ""}) {
            assertThat(dated(date)).isEqualTo(S3Error.AccessDenied);
        }
    }

    /** The request is then signed for another time, but its time has been read. */
    private S3Error dated(String date) {
        SdkSigning.Result request = with(sdk.header(plain("GET"), new byte[0]), "x-amz-date", null);
        request.fields().add("Date", date);
        return refusal(request);
    }

    @Test
    void derives_keys_anew_at_midnight() throws S3Fault {
        SdkSigning.Result before = sdk.header(plain("GET"), new byte[0]);
        verify(before);
        now = SdkSigning.NOW + 2;
        assertThat(verify(before).payload()).as("yesterday's, but of seconds ago").isEqualTo(Payload.HASHED);
        String today = before.fields().get("authorization").replace("/20260131/", "/20260201/");
        assertThat(refusal(with(with(before, "authorization", today), "x-amz-date", "20260201T000001Z")))
                .as("yesterday's signature with today's date").isEqualTo(S3Error.SignatureDoesNotMatch);
        verify(before);
    }

    @Test
    void reads_an_authorization_without_blanks_and_any_case_of_names() throws S3Fault {
        SdkSigning.Result request = sdk.header(plain("GET"), new byte[0]);
        String compact = request.fields().get("authorization").replace(", ", ",");
        HeaderFields fields = new HeaderFields();
        for (int i = 0; i < request.fields().size(); i++) {
            String value = request.fields().key(i).equals("authorization") ? compact : request.fields().value(i);
            fields.add(request.fields().name(i).toUpperCase(java.util.Locale.ROOT), value);
        }
        assertThat(verifier.verify("GET", request.path(), request.query(), fields).accessKey()).isNotNull();
    }

    @Test
    void says_why_it_cannot_take_other_schemes() {
        SdkSigning.Result request = sdk.header(plain("GET"), new byte[0]);
        assertThat(refusal(with(request, "authorization", null))).isEqualTo(S3Error.AccessDenied);
        assertThat(refusal(with(request, "authorization", "AWS AKID:sig"))).isEqualTo(S3Error.InvalidRequest);
        assertThat(refusal(with(request, "authorization", "AWS4-ECDSA-P256-SHA256 Credential=a")))
                .isEqualTo(S3Error.InvalidRequest);
        assertThat(refusal(with(request, "authorization", "AWS4-HMAC-SHA256 Credential=a")))
                .isEqualTo(S3Error.AuthorizationHeaderMalformed);
        assertThat(refusal(with(request, "authorization", request.fields().get("authorization")
                .replace("/s3/", "/s3express/")))).isEqualTo(S3Error.NotImplemented);
        assertThat(refusal(with(request, "authorization", request.fields().get("authorization")
                .replace("20260131", "20260130")))).isEqualTo(S3Error.SignatureDoesNotMatch);
    }

    @Test
    void refuses_an_unknown_key_and_a_wrong_secret() {
        SdkSigning.Result stranger = sdk.as(Credentials.of("AKIDOTHER", "s")).header(plain("GET"), new byte[0]);
        SdkSigning.Result guess = sdk.as(Credentials.of("AKIDEXAMPLE", "s")).header(plain("GET"), new byte[0]);
        assertThat(refusal(stranger).status()).isEqualTo(403);
        assertThat(refusal(guess)).isEqualTo(S3Error.SignatureDoesNotMatch);
    }

    @Test
    void wants_the_session_token_of_session_credentials() throws S3Fault {
        Credentials session = new Credentials("ASIA", "secret", "token");
        RequestVerifier strict = new RequestVerifier(AccessKeys.only(session), () -> now);
        SdkSigning.Result with = sdk.as(session).header(plain("GET"), new byte[0]);
        SdkSigning.Result without = sdk.as(Credentials.of("ASIA", "secret")).header(plain("GET"), new byte[0]);

        assertThat(strict.verify("GET", with.path(), with.query(), with.fields()).accessKey()).isEqualTo("ASIA");
        S3Fault fault = catchThrowableOfType(S3Fault.class,
                () -> strict.verify("GET", without.path(), without.query(), without.fields()));
        assertThat(fault.error()).isEqualTo(S3Error.InvalidToken);
    }

    private static SdkSigning.Draft plain(String method) {
        return new SdkSigning.Draft(method, "/bucket/key", "a=1&b",
                new HeaderFields().add("Host", "127.0.0.1:9000").add("x-amz-meta-k", "v"));
    }

    private static SdkSigning.Result with(SdkSigning.Result request, String key, String value) {
        HeaderFields fields = new HeaderFields();
        for (int i = 0; i < request.fields().size(); i++) {
            if (!request.fields().key(i).equals(key)) {
                fields.add(request.fields().name(i), request.fields().value(i));
            } else if (value != null) {
                fields.add(request.fields().name(i), value);
            }
        }
        return new SdkSigning.Result(request.method(), request.path(), request.query(), fields, request.body());
    }

    private VerifiedRequest verify(SdkSigning.Result request) throws S3Fault {
        return verifier.verify(request.method(), request.path(), request.query(), request.fields());
    }

    private S3Error refusal(SdkSigning.Result request) {
        return catchThrowableOfType(S3Fault.class, () -> verify(request)).error();
    }
}
