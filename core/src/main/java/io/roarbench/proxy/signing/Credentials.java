package io.roarbench.proxy.signing;

import java.util.Objects;

/**
 * A key pair, with the token of a temporary session or null.
 *
 * @param accessKey public part
 * @param secret    never printed
 * @param token     goes out as {@code x-amz-security-token}; null for long-term keys
 */
public record Credentials(String accessKey, String secret, String token) {

    public Credentials {
        Objects.requireNonNull(accessKey, "accessKey");
        Objects.requireNonNull(secret, "secret");
    }

    public static Credentials of(String accessKey, String secret) {
        return new Credentials(accessKey, secret, null);
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKey + "]";
    }
}
