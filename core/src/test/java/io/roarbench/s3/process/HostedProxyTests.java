package io.roarbench.s3.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.Duty;
import io.roarbench.s3.client.ExpectedBody;
import io.roarbench.s3.client.ObjectContent;
import io.roarbench.s3.client.OwnBucket;
import io.roarbench.s3.client.Progress;
import io.roarbench.s3.client.RawObjectClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostedProxyTests {

    private static final ObjectContent CONTENT = ObjectContent.random(1000, 1);
    private static final ExpectedBody BODY = CONTENT.repeated(1);

    @Test
    void origin_and_proxy_in_processes_of_their_own_serve_and_count_and_end() throws Exception {
        ProcessHandle originProcess;
        try (OriginProcess origin = OriginProcess.start(0);
                HostedProxy proxy = HostedProxy.inOwnProcess(origin.target(), Duty.FULL, Duration.ZERO)) {
            originProcess = ProcessHandle.of(origin.pid()).orElseThrow();
            String bucket = OwnBucket.make(origin.target()).name();
            try (RawObjectClient client = new RawObjectClient(proxy.target(), bucket)) {
                client.put("k", CONTENT);
                client.get("k", BODY, Progress.NONE);
                client.get("k", BODY, Progress.NONE);
            }

            // The last request is counted once its answer has left, which its client need not wait for.
            assertThat(proxy.ownTimes().getTotalCount()).isBetween(2L, 3L);
            assertThat(proxy.usage()).hasValueSatisfying(usage -> {
                assertThat(usage.cpuNanos()).isPositive();
                assertThat(usage.peakRssBytes()).isGreaterThan(10_000_000);
            });
        }
        originProcess.onExit().get(10, TimeUnit.SECONDS);
        assertThat(originProcess.isAlive()).isFalse();
    }

    @Test
    void a_slow_down_is_in_the_own_time_of_every_request() throws Exception {
        try (OriginProcess origin = OriginProcess.start(0);
                HostedProxy proxy = HostedProxy.inOwnProcess(origin.target(), Duty.FULL, Duration.ofMillis(3))) {
            String bucket = OwnBucket.make(origin.target()).name();
            try (RawObjectClient client = new RawObjectClient(proxy.target(), bucket)) {
                client.put("k", CONTENT);
                client.get("k", BODY, Progress.NONE);
            }
            assertThat(proxy.ownTimes().getMinValue()).isGreaterThan(2_900_000);
        }
    }

    @Test
    void a_proxy_in_this_process_has_no_usage_of_its_own() throws Exception {
        try (OriginProcess origin = OriginProcess.start(0);
                HostedProxy proxy = HostedProxy.inThisProcess(origin.target(), Duty.HTTP_ONLY)) {
            String bucket = OwnBucket.make(origin.target()).name();
            try (RawObjectClient client = new RawObjectClient(proxy.target(), bucket)) {
                client.put("k", CONTENT);
                client.get("k", BODY, Progress.NONE);
            }
            assertThat(proxy.usage()).isEmpty();
            assertThat(proxy.ownTimes().getTotalCount()).isBetween(1L, 2L);
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (OriginProcess origin = OriginProcess.start(0)) {
            int port = origin.target().endpoint().getPort();

            assertThatThrownBy(() -> OriginProcess.start(port))
                    .isInstanceOf(IOException.class).hasMessageContaining("origin did not start");
        }
    }
}
