package io.roarbench.proxy;

import io.roarbench.proxy.signing.Credentials;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The credentials of the AWS SDK's default chain (environment, profile, role …). They are looked up on a thread of their
 * own, because that may ask the network; requests take what was found last.
 */
public final class DefaultChainCredentials implements Supplier<Credentials>, AutoCloseable {

    private static final long REFRESH_SECONDS = 30;

    private final DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "roar-credentials");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Credentials current;

    /** @throws IllegalStateException if the chain finds none */
    public DefaultChainCredentials() {
        try {
            current = resolve();
        } catch (SdkException e) {
            close();
            throw new IllegalStateException("no AWS credentials for the upstream were found: " + e.getMessage()
                    + "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE", e);
        }
        refresher.scheduleAtFixedRate(this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    private Credentials resolve() {
        AwsCredentials found = chain.resolveCredentials();
        return new Credentials(found.accessKeyId(), found.secretAccessKey(),
                found instanceof AwsSessionCredentials session ? session.sessionToken() : null);
    }

    private void refresh() {
        try {
            current = resolve();
        } catch (SdkException e) {
            // The ones at hand may still hold; when they do not, the origin says so to the client.
            return;
        }
    }

    @Override
    public Credentials get() {
        return current;
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        chain.close();
    }
}
