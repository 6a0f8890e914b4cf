package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Behaviour;
import io.roarbench.s3.origin.S3Clients;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Everything that the AWS SDK finds at the origin, it finds through the proxy. */
class ThroughProxyTests extends S3Behaviour {

    static final Credentials CLIENT = Credentials.of("AKIDCLIENT", "client-secret");
    static final Credentials UPSTREAM = Credentials.of("AKIDUPSTREAM", "upstream-secret");

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
    private EmbeddedS3 origin;
    private S3Proxy proxy;
    private S3Client client;

    @BeforeEach
    void start() throws Exception {
        origin = EmbeddedS3.start(EmbeddedS3.Options.of(UPSTREAM).failures(failures::add));
        proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", UPSTREAM, AccessKeys.only(CLIENT))
                .with(events::add));
        client = S3Clients.client(proxy.endpoint(), CLIENT);
        client.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        assertThat(proxy.stop(Duration.ofSeconds(5))).as("ended in order").isTrue();
        origin.close();
        assertThat(failures).isEmpty();
        assertThat(proxy.statistics().clients()).isZero();
        assertThat(proxy.statistics().upstreams()).isZero();
        assertThat(events).noneMatch(e -> e.outcome() == LineageEvent.Outcome.ABORTED);
    }

    @Override
    protected S3Client s3() {
        return client;
    }

    @Override
    protected S3Presigner presigner() {
        return S3Clients.presigner(proxy.endpoint(), CLIENT);
    }

    @Override
    protected URI endpoint() {
        return proxy.endpoint();
    }
}
