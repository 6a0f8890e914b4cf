package io.roarbench.s3.process;

import io.roarbench.proxy.Duty;
import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.lineage.LineageJournal;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.client.S3Target;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The S3 proxy within this JVM. */
final class ProxyHere implements HostedProxy {

    private static final int WAITING_EVENTS = 1 << 16;

    private final LineageJournal journal = new LineageJournal(OutputStream.nullOutputStream(), WAITING_EVENTS);
    private final S3Proxy proxy;
    private final S3Target target;

    private ProxyHere(S3Target upstream, Duty duty, Credentials clients) throws IOException {
        try {
            proxy = S3Proxy.start(ProxyOptions.of(upstream.endpoint(), upstream.region(), upstream.credentials(),
                    AccessKeys.only(clients)).with(duty).with(journal));
        } catch (IOException e) {
            journal.close();
            throw e;
        }
        target = new S3Target(proxy.endpoint(), upstream.region(), clients);
    }

    static ProxyHere start(S3Target upstream, Duty duty) throws IOException {
        return new ProxyHere(upstream, duty, duty == Duty.FULL ? IssuedCredentials.issue() : upstream.credentials());
    }

    @Override
    public S3Target target() {
        return target;
    }

    @Override
    public Optional<ProcessUsage> usage() {
        return Optional.empty();
    }

    @Override
    public void forgetPeak() {
        // Memory of this process is not told as the proxy's.
    }

    @Override
    public Histogram ownTimes() {
        return proxy.statistics().ownTimeNanos();
    }

    @Override
    public String description() {
        return "in the process of the client";
    }

    @Override
    public void close() {
        proxy.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
