package io.roarbench.s3.client;

import io.roarbench.proxy.signing.Credentials;
import java.net.URI;
import java.util.Objects;

/**
 * Where a client's requests go.
 *
 * @param endpoint    {@code http://host[:port]} or {@code https://host[:port]}; buckets are named in the path
 * @param region      to sign for
 * @param credentials to sign with
 */
public record S3Target(URI endpoint, String region, Credentials credentials) {

    public S3Target {
        Objects.requireNonNull(endpoint.getHost(), "host of the endpoint");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(credentials, "credentials");
    }

    boolean secure() {
        return "https".equals(endpoint.getScheme());
    }

    int port() {
        return endpoint.getPort() > 0 ? endpoint.getPort() : secure() ? 443 : 80;
    }
}
