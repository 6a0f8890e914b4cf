package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.LineageEvent.Outcome;
import io.roarbench.proxy.lineage.S3Operation.Effect;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.OriginFault;
import io.roarbench.s3.origin.S3Clients;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Lineage against ground truth: random requests, of which many fail, are cut by the origin, or are left by the client. */
class LineageTruthTests {

    private static final int REQUESTS = Integer.getInteger("roarbench.lineage.requests", 1500);
    private static final int SIZE = 100_000;
    /** As many objects as memory surely holds; of more requests, each object is deleted when its request is over. */
    private static final int KEPT = 5000;

    /** What must be told of a request. */
    private enum Truth { DONE, FAILED, CUT, LEFT }

    private final Map<String, OriginFault> faults = new ConcurrentHashMap<>();
    private final Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
    private final Map<String, Truth> truths = new HashMap<>();
    private final Map<String, Boolean> writes = new HashMap<>();
    private EmbeddedS3 origin;
    private final Random random = new Random(20260101);

    @Test
    void tells_of_every_request_once_and_truly() throws Exception {
        OriginFault none = new OriginFault.None();
        try (EmbeddedS3 started = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM)
                .with((method, path) -> faults.getOrDefault(path, none)))) {
            origin = started;
            try (S3Client direct = S3Clients.client(origin.endpoint(), ThroughProxyTests.UPSTREAM)) {
                direct.createBucket(b -> b.bucket("bucket"));
            }
            try (S3Proxy proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1",
                    ThroughProxyTests.UPSTREAM, AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add))) {
                for (int i = 0; i < REQUESTS; i++) {
                    request(proxy, i);
                }
                Eventually.holds("every request is told of", () -> events.size() >= REQUESTS);
                assertThat(proxy.stop(Duration.ofSeconds(5))).isTrue();
            }
        }
        assertThat(events).hasSize(REQUESTS);
        events.forEach(this::check);
    }

    private void request(S3Proxy proxy, int i) throws IOException {
        boolean write = random.nextBoolean();
        String key = "/bucket/" + i;
        Truth truth = Truth.values()[random.nextInt(4)];
        if (truth == Truth.FAILED && random.nextBoolean()) {
            faults.put(key, new OriginFault.Refuse(S3Error.SlowDown));
        } else if (truth == Truth.CUT) {
            faults.put(key, write ? new OriginFault.ResetRequest(random.nextInt(SIZE))
                    : new OriginFault.ResetResponse(random.nextInt(SIZE)));
        }
        truths.put(key.substring(8), truth);
        writes.put(key.substring(8), write);
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            if (write) {
                put(http, key, truth);
            } else {
                get(http, key, truth);
            }
        }
        if (REQUESTS > KEPT) {
            forget(key);
        }
    }

    private void put(RawHttp http, String key, Truth truth) throws IOException {
        boolean wrongHash = truth == Truth.FAILED && !faults.containsKey(key);
        http.signed(ThroughProxyTests.CLIENT, "PUT", key, new HeaderFields().add("Host", "h")
                .add("Content-Length", Integer.toString(SIZE)), wrongHash ? "0".repeat(64) : "UNSIGNED-PAYLOAD");
        http.raw(new byte[truth == Truth.LEFT ? random.nextInt(SIZE) : SIZE]).flush();
        if (truth != Truth.LEFT) {
            int status = statusOrCut(http, "PUT");
            assertThat(status == 200).as(key + " " + truth + " " + status).isEqualTo(truth == Truth.DONE);
        }
    }

    private void get(RawHttp http, String key, Truth truth) throws IOException {
        boolean missing = truth == Truth.FAILED && !faults.containsKey(key);
        if (!missing) {
            store(key);
        }
        http.signed(ThroughProxyTests.CLIENT, "GET", key, "h").flush();
        if (truth == Truth.LEFT) {
            // Once the answer has begun, the request has surely been seen.
            assertThat(http.socket().getInputStream().read()).isEqualTo('H');
            http.socket().setSoLinger(true, 0);
        } else {
            int status = statusOrCut(http, "GET");
            assertThat(status == 200).as(key + " " + truth + " " + status).isEqualTo(truth == Truth.DONE);
        }
    }

    /** Behind the proxy's back. */
    private void store(String key) throws IOException {
        OriginFault fault = faults.remove(key);
        try (RawHttp direct = new RawHttp(origin.endpoint())) {
            direct.signed(ThroughProxyTests.UPSTREAM, "PUT", key, new HeaderFields().add("Host", "h")
                    .add("Content-Length", Integer.toString(SIZE)), "UNSIGNED-PAYLOAD").raw(new byte[SIZE]);
            assertThat(direct.exchange().status()).isEqualTo(200);
        }
        if (fault != null) {
            faults.put(key, fault);
        }
    }

    private void forget(String key) throws IOException {
        faults.remove(key);
        try (RawHttp direct = new RawHttp(origin.endpoint())) {
            assertThat(direct.signed(ThroughProxyTests.UPSTREAM, "DELETE", key, "h").exchange().status()).isEqualTo(204);
        }
    }

    private static int statusOrCut(RawHttp http, String method) {
        try {
            return http.answer(method).status();
        } catch (IOException e) {
            return -1;
        }
    }

    private void check(LineageEvent event) {
        Truth truth = truths.remove(event.call().key());
        assertThat(truth).as("told once: " + event).isNotNull();
        boolean write = writes.get(event.call().key());
        switch (truth) {
            case DONE -> {
                assertThat(event.outcome()).as(event.toString()).isEqualTo(Outcome.COMPLETED);
                assertThat(event.effect()).isEqualTo(write ? Effect.WRITE : Effect.READ);
                assertThat(write ? event.bytesIn() : event.bytesOut()).isEqualTo(SIZE);
            }
            case FAILED -> assertThat(event.outcome()).as(event.toString()).isEqualTo(Outcome.FAILED);
            case CUT -> assertThat(event.outcome()).as(event.toString()).isNotEqualTo(Outcome.COMPLETED);
            default -> assertThat(event.outcome() != Outcome.COMPLETED || !write).as(event.toString()).isTrue();
        }
        if (event.outcome() != Outcome.COMPLETED) {
            assertThat(event.effect()).isEqualTo(Effect.NONE);
        }
    }
}
