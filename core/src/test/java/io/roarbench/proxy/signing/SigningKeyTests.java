package io.roarbench.proxy.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTests {

    private static final CredentialScope SCOPE = new CredentialScope("20260101", "eu-west-1", "s3");

    /** Shorter than a block of SHA-256 with the prefix, as long, longer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 59, 60, 61, 200})
    void signs_as_the_platform_does(int secretLength) throws Exception {
        String secret = "s".repeat(secretLength);
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {SCOPE.date(), SCOPE.region(), SCOPE.service(), CredentialScope.TERMINATOR}) {
            key = hmac(key, part);
        }
        SigningKey own = SigningKey.derive(secret, SCOPE);
        for (int length : new int[] {0, 1, 63, 64, 65, 500}) {
            String text = "t".repeat(length);
            assertThat(own.sign(new ByteSink().put(text), CanonicalRequest.sha256())).isEqualTo(hmac(key, text));
        }
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
