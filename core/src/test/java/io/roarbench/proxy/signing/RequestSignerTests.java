package io.roarbench.proxy.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.wire.HeaderFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignerTests {

    private final SdkSigning sdk = new SdkSigning();
    private final RequestSigner signer = new RequestSigner("eu-west-1", "s3");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void equals_the_aws_sdk_byte_for_byte(long seed) {
        RandomRequests requests = new RandomRequests(seed);
        for (int i = 0; i < 100; i++) {
            SdkSigning.Draft draft = requests.next();
            SdkSigning.Result expected = sdk.header(draft, requests.body(100));
            assertThat(authorizationOf(expected, SdkSigning.KEYS)).as("%s %s?%s", draft.method(), draft.path(),
                    draft.query()).isEqualTo(expected.fields().get("authorization"));
        }
    }

    @Test
    void signs_the_session_token() {
        Credentials session = new Credentials("ASIA1", "secret", "token/with+odd=chars");
        SdkSigning.Result expected = sdk.as(session).header(new RandomRequests(7).next(), new byte[0]);

        assertThat(authorizationOf(expected, session)).isEqualTo(expected.fields().get("authorization"))
                .contains("x-amz-security-token");
    }

    @Test
    void derives_a_new_key_when_the_day_changes() {
        HeaderFields before = new HeaderFields().add("Host", "h");
        HeaderFields after = new HeaderFields().add("Host", "h");
        signer.sign(SdkSigning.KEYS, "GET", "/", "", before, "UNSIGNED-PAYLOAD", SdkSigning.NOW);
        signer.sign(SdkSigning.KEYS, "GET", "/", "", after, "UNSIGNED-PAYLOAD", SdkSigning.NOW + 1);

        assertThat(before.get("authorization")).contains("/20260131/");
        assertThat(after.get("authorization")).contains("/20260201/");
        HeaderFields fresh = new HeaderFields().add("Host", "h");
        new RequestSigner("eu-west-1", "s3").sign(SdkSigning.KEYS, "GET", "/", "", fresh, "UNSIGNED-PAYLOAD",
                SdkSigning.NOW + 1);
        assertThat(after.get("authorization")).isEqualTo(fresh.get("authorization"));
    }

    @Test
    void never_sends_two_tokens_or_two_dates() {
        HeaderFields fields = new HeaderFields().add("Host", "h").add("X-Amz-Security-Token", "theirs")
                .add("X-Amz-Date", "20200101T000000Z").add("Authorization", "theirs");
        signer.sign(new Credentials("A", "s", "ours"), "GET", "/", "", fields, "UNSIGNED-PAYLOAD", SdkSigning.NOW);

        assertThat(fields.count("x-amz-security-token")).isOne();
        assertThat(fields.get("x-amz-security-token")).isEqualTo("ours");
        assertThat(fields.count("x-amz-date")).isOne();
        assertThat(fields.count("authorization")).isOne();
    }

    @Test
    void prints_no_secret() {
        assertThat(SdkSigning.KEYS.toString()).doesNotContain(SdkSigning.KEYS.secret());
    }

    private String authorizationOf(SdkSigning.Result expected, Credentials credentials) {
        HeaderFields fields = new HeaderFields();
        for (int i = 0; i < expected.fields().size(); i++) {
            if (!expected.fields().key(i).equals("authorization")) {
                fields.add(expected.fields().name(i), expected.fields().value(i));
            }
        }
        signer.sign(credentials, expected.method(), expected.path(), expected.query(), fields,
                expected.fields().get("x-amz-content-sha256"), SdkSigning.NOW);
        return fields.get("authorization");
    }
}
