package io.roarbench.s3.process;

import io.roarbench.proxy.Duty;
import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.lineage.LineageJournal;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Properties;
import org.HdrHistogram.Histogram;

/** What {@link ProxyProcess} runs. */
final class ProxyMain {

    private static final int WAITING_EVENTS = 1 << 16;

    private ProxyMain() {
    }

    public static void main(String[] args) {
        try {
            serve();
        } catch (IOException e) {
            System.err.println("roar-bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve() throws IOException {
        ChildJvm.Requests requests = new ChildJvm.Requests();
        try (LineageJournal journal = new LineageJournal(OutputStream.nullOutputStream(), WAITING_EVENTS);
                S3Proxy proxy = S3Proxy.start(options(requests.settings()).with(journal))) {
            requests.say(proxy.endpoint().toString());
            requests.answer(request -> encoded(proxy.statistics().ownTimeNanos()));
        }
    }

    private static ProxyOptions options(Properties settings) {
        Credentials upstream = credentials(settings, "upstream.");
        long slowDownNanos = Long.parseLong(settings.getProperty("slowDownNanos"));
        ProxyOptions plain = ProxyOptions.of(URI.create(settings.getProperty("upstream")), settings.getProperty("region"),
                upstream, AccessKeys.only(credentials(settings, "clients.")));
        return plain.with(Duty.valueOf(settings.getProperty("duty")))
                .withBusyPoll(Duration.ofNanos(Long.parseLong(settings.getProperty("busyPollNanos"))))
                .withCredentials(slowDownNanos == 0 ? () -> upstream : () -> after(slowDownNanos, upstream));
    }

    /** The proxy asks for credentials once a request, on its event loop: a place to lose time in. */
    private static Credentials after(long nanos, Credentials credentials) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return credentials;
    }

    private static Credentials credentials(Properties settings, String prefix) {
        return new Credentials(settings.getProperty(prefix + "accessKey"), settings.getProperty(prefix + "secret"),
                settings.getProperty(prefix + "token"));
    }

    private static String encoded(Histogram times) {
        ByteBuffer bytes = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
        int length = times.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }
}
