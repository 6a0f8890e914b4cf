package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Clients;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** With parts of its work switched off, the proxy still carries the same bytes. */
class DutyTests {

    @ParameterizedTest
    @EnumSource(Duty.class)
    void carries_the_same_bytes_whatever_else_it_does(Duty duty) throws Exception {
        Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        try (EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM));
                S3Proxy proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                        AccessKeys.only(ThroughProxyTests.CLIENT)).with(duty).with(events::add));
                S3Client client = S3Clients.client(proxy.endpoint(),
                        duty == Duty.FULL ? ThroughProxyTests.CLIENT : ThroughProxyTests.UPSTREAM)) {
            client.createBucket(b -> b.bucket("bucket"));
            client.putObject(b -> b.bucket("bucket").key("k"), RequestBody.fromBytes(body));
            assertThat(client.getObjectAsBytes(b -> b.bucket("bucket").key("k")).asByteArray()).isEqualTo(body);

            // The client may have read the last bytes before they are counted.
            Eventually.holds("all that went down is counted", () -> proxy.statistics().bytesDown() > body.length);
            ProxyStatistics statistics = proxy.statistics();
            assertThat(statistics.bytesUp()).isGreaterThan(body.length);
            assertThat(statistics.requests()).isEqualTo(duty == Duty.TCP_HOP ? 0 : 3);
            assertThat(statistics.ownTimeNanos().getTotalCount()).isEqualTo(duty == Duty.TCP_HOP ? 0 : 3);
        }
        assertThat(events).hasSize(duty == Duty.FULL ? 3 : 0);
    }
}
