package io.roarbench.proxy.clients;

import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.tls.LocalAuthority;
import io.roarbench.proxy.tls.ServerTls;
import io.roarbench.s3.origin.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 with one empty bucket, and the way to it.
 *
 * @param directory that is this endpoint's own
 * @param authority to trust, as PEM; null for plain HTTP
 * @param proxy     on the way; null if there is none
 */
record Endpoint(String name, URI uri, Credentials keys, Path directory, Path authority, S3Proxy proxy)
        implements AutoCloseable {

    private static final Credentials CLIENT = Credentials.of("AKIDCLIENT", "client-secret");
    /** The origin's. */
    static final Credentials UPSTREAM = Credentials.of("AKIDUPSTREAM", "upstream-secret");

    /** @param origin an S3 with {@link #UPSTREAM} as its keys */
    static Endpoint direct(Path directory, URI origin) {
        makeBucket(origin);
        return new Endpoint("direct", origin, UPSTREAM, directory, null, null);
    }

    /** @param origin an S3 with {@link #UPSTREAM} as its keys */
    static Endpoint proxied(Path directory, URI origin, boolean tls) throws IOException {
        makeBucket(origin);
        ProxyOptions options = ProxyOptions.of(origin, "us-east-1", UPSTREAM, AccessKeys.only(CLIENT));
        LocalAuthority authority = LocalAuthority.in(directory.resolve("tls"), List.of());
        S3Proxy proxy = S3Proxy.start(!tls ? options : options.with(new ProxyOptions.Tls(
                ServerTls.of(authority, options.listen(), List.of()), null)));
        return new Endpoint(tls ? "proxy, https" : "proxy, http", proxy.endpoint(), CLIENT, directory,
                tls ? authority.certificateFile() : null, proxy);
    }

    /** So that not every client must be started once more to make it. */
    private static void makeBucket(URI origin) {
        try (S3Client s3 = S3Clients.client(origin, UPSTREAM)) {
            if (s3.listBuckets().buckets().stream().noneMatch(bucket -> bucket.name().equals("bucket"))) {
                s3.createBucket(b -> b.bucket("bucket"));
            }
        }
    }

    String address() {
        return uri.getAuthority();
    }

    /** What the AWS tools take from their environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_ACCESS_KEY_ID", keys.accessKey(),
                "AWS_SECRET_ACCESS_KEY", keys.secret(), "AWS_DEFAULT_REGION", "us-east-1", "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null", "AWS_EC2_METADATA_DISABLED", "true", "NO_PROXY", "*",
                "PYTHONIOENCODING", "utf-8", "LC_ALL", "C.UTF-8", "AWS_PAGER", ""));
        if (authority != null) {
            environment.put("AWS_CA_BUNDLE", authority.toString());
        }
        return environment;
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
