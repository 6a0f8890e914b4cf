package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.S3Operation.Effect;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Clients;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Mixed load with faults: afterwards the proxy holds no more memory and descriptors than it did early on. */
class SoakTests {

    private static final int SECONDS = Integer.getInteger("roarbench.soak.seconds", 4);
    private static final int CLIENTS = 4;
    private static final int WINDOWS = 6;

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong changed = new AtomicLong();

    /** What is held when nothing is under way. */
    private record Held(long heap, long direct, long descriptors) {

        static Held now() {
            System.gc();
            return new Held(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory(),
                    descriptorsOpen());
        }

        private static long descriptorsOpen() {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
        }
    }

    @Test
    void memory_and_descriptors_stay_flat() throws Exception {
        MixedLoad.Faults faults = new MixedLoad.Faults();
        List<Held> held = new ArrayList<>();
        MixedLoad.Tally tally = new MixedLoad.Tally();
        try (EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM).with(faults));
                S3Proxy proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                        AccessKeys.only(ThroughProxyTests.CLIENT)).with(this::event))) {
            try (S3Client direct = S3Clients.client(origin.endpoint(), ThroughProxyTests.UPSTREAM)) {
                direct.createBucket(b -> b.bucket("bucket"));
            }
            for (int window = 0; window < WINDOWS; window++) {
                long end = System.nanoTime() + SECONDS * 1_000_000_000L / WINDOWS;
                run(window, proxy, tally, end);
                Eventually.holds("every client's connection is closed", () -> proxy.statistics().clients() == 0);
                held.add(Held.now());
            }
            Eventually.holds("every request is told of", () -> seen.get() >= tally.told());
            assertThat(seen.get()).isEqualTo(tally.told());
            assertThat(changed.get()).isBetween(tally.done(), tally.told());
        }
        Held early = held.get(1);
        Held late = held.get(WINDOWS - 1);
        String figures = tally + ", held after each sixth: " + held;
        System.out.println("soak of " + SECONDS + " s: " + figures);
        assertThat(late.heap()).as(figures).isLessThan(early.heap() + early.heap() / 4 + (16 << 20));
        assertThat(late.direct()).as(figures).isLessThan(early.direct() + early.direct() / 4 + (16 << 20));
        // Idle connections to the origin come and go.
        assertThat(late.descriptors()).as(figures).isLessThanOrEqualTo(early.descriptors() + 2 * CLIENTS);
    }

    private static void run(int window, S3Proxy proxy, MixedLoad.Tally tally, long end) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new MixedLoad(proxy.endpoint(), i, 1000L * window + i, tally, end));
            }
            for (Future<Void> each : threads.invokeAll(clients)) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void event(LineageEvent event) {
        seen.incrementAndGet();
        if (event.effect() != Effect.NONE) {
            changed.incrementAndGet();
        }
    }
}
