package io.roarbench.s3.process;

import io.roarbench.proxy.Duty;
import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.client.S3Target;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The S3 proxy in a process of its own, with a small heap. */
final class ProxyProcess implements HostedProxy {

    /** Netty's watching for lost buffers takes a stack trace now and then: that is for tests. */
    private static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC",
            "-Dio.netty.leakDetection.level=disabled");

    private final ChildJvm child;
    private final S3Target target;

    private ProxyProcess(ChildJvm child, S3Target target) {
        this.child = child;
        this.target = target;
    }

    static ProxyProcess start(S3Target upstream, Duty duty, Duration slowDown, Duration busyPoll) throws IOException {
        if (!slowDown.isZero() && duty != Duty.FULL) {
            throw new IllegalArgumentException("a slow-down needs the full duty, not " + duty);
        }
        Credentials clients = duty == Duty.FULL ? IssuedCredentials.issue() : upstream.credentials();
        ChildJvm child = ChildJvm.start(ProxyMain.class, OPTIONS, settings(upstream, duty, slowDown, busyPoll, clients));
        try {
            return new ProxyProcess(child, new S3Target(URI.create(child.answer()), upstream.region(), clients));
        } catch (IOException e) {
            child.close();
            throw new IOException("the S3 proxy did not start: " + e.getMessage(), e);
        }
    }

    private static Properties settings(S3Target upstream, Duty duty, Duration slowDown, Duration busyPoll,
            Credentials clients) {
        Properties settings = new Properties();
        settings.setProperty("upstream", upstream.endpoint().toString());
        settings.setProperty("region", upstream.region());
        settings.setProperty("duty", duty.name());
        settings.setProperty("slowDownNanos", Long.toString(slowDown.toNanos()));
        settings.setProperty("busyPollNanos", Long.toString(busyPoll.toNanos()));
        put(settings, "upstream.", upstream.credentials());
        put(settings, "clients.", clients);
        return settings;
    }

    private static void put(Properties settings, String prefix, Credentials credentials) {
        settings.setProperty(prefix + "accessKey", credentials.accessKey());
        settings.setProperty(prefix + "secret", credentials.secret());
        if (credentials.token() != null) {
            settings.setProperty(prefix + "token", credentials.token());
        }
    }

    @Override
    public S3Target target() {
        return target;
    }

    @Override
    public Optional<ProcessUsage> usage() throws IOException {
        return Optional.of(ProcessUsage.of(child.pid()));
    }

    @Override
    public void forgetPeak() throws IOException {
        ProcessUsage.forgetPeak(child.pid());
    }

    @Override
    public Histogram ownTimes() throws IOException {
        try {
            byte[] bytes = Base64.getDecoder().decode(child.ask("own-times"));
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("the proxy told its own times in no known form: " + e.getMessage(), e);
        }
    }

    @Override
    public String description() {
        return "in a process of its own (java " + String.join(" ", OPTIONS) + ")";
    }

    @Override
    public void close() {
        child.close();
    }
}
