package io.roarbench.proxy.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A derived key, ready to sign. Not thread-safe: one Mac is kept initialised, which is half the cost of a signature. */
final class SigningKey {

    private static final String HMAC = "HmacSHA256";

    private final Mac mac;
    private final String scope;

    private SigningKey(Mac mac, String scope) {
        this.mac = mac;
        this.scope = scope;
    }

    static SigningKey derive(String secret, CredentialScope scope) {
        try {
            byte[] date = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.date());
            byte[] region = hmac(date, scope.region());
            byte[] service = hmac(region, scope.service());
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(hmac(service, CredentialScope.TERMINATOR), HMAC));
            return new SigningKey(mac, scope.text());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + HMAC + ", which SigV4 needs", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    String scope() {
        return scope;
    }

    byte[] sign(ByteSink stringToSign) {
        mac.update(stringToSign.array(), 0, stringToSign.size());
        return mac.doFinal();
    }
}
