package io.roarbench.proxy;

import io.roarbench.proxy.lineage.LineageListener;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.tls.ServerTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a proxy is to run.
 *
 * @param listen      where; port 0 for any free one
 * @param anyAddress  whether {@code listen} may be other than loopback
 * @param upstream    {@code http://host[:port]} or {@code https://…} of the S3 endpoint: the only place requests go to
 * @param region      that requests are signed for
 * @param credentials that requests are signed with; asked for every request on an event loop, so it must not block
 * @param clients     who may use the proxy
 * @param threads     event loops, 1 or more
 * @param duty        all of its work, unless where time goes is measured
 * @param lineage     told of every operation
 * @param timeouts    when to give up
 * @param tls         towards clients, and whom to trust upstream
 * @param uploads     how bodies are signed on their way up
 * @param busyPoll    how long an event loop looks for an answer or a next request before it sleeps; zero: not at all
 */
public record ProxyOptions(InetSocketAddress listen, boolean anyAddress, URI upstream, String region,
        Supplier<Credentials> credentials, AccessKeys clients, int threads, Duty duty, LineageListener lineage,
        Timeouts timeouts, Tls tls, UploadSigning uploads, Duration busyPoll) {

    private static final Duration LONGEST_BUSY_POLL = Duration.ofMillis(1);

    /**
     * @param toClients   null to speak plain HTTP with clients
     * @param authorities PEM file of the certificate authorities that may certify an {@code https} upstream; null for those
     *                    that this Java runtime trusts
     */
    public record Tls(ServerTls toClients, Path authorities) {

        /** Plain HTTP with clients; Java's own authorities for the upstream. */
        public static Tls none() {
            return new Tls(null, null);
        }
    }

    /**
     * All are at least a second; they are watched once a second.
     *
     * @param connect  for a connection to the origin
     * @param response without a byte from the origin while it is awaited
     * @param idle     of a client's connection between requests, and of a client that stops in the middle of one
     */
    public record Timeouts(Duration connect, Duration response, Duration idle) {

        public static Timeouts standard() {
            return new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60));
        }
    }

    public ProxyOptions {
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(clients, "clients");
        Objects.requireNonNull(lineage, "lineage");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(uploads, "uploads");
        if (busyPoll.isNegative() || busyPoll.compareTo(LONGEST_BUSY_POLL) > 0) {
            throw new IllegalArgumentException("busy polling for " + busyPoll.toNanos() / 1000 + " us, want 0 to "
                    + LONGEST_BUSY_POLL.toNanos() / 1000);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", want 1 or more");
        }
        requireEndpoint(upstream);
        if (uploads == UploadSigning.UNSIGNED && !"https".equals(upstream.getScheme())) {
            throw new IllegalArgumentException("unsigned uploads need an https upstream, and " + upstream + " is none");
        }
        InetAddress address = listen.getAddress();
        if (!anyAddress && (address == null || !address.isLoopbackAddress())) {
            throw new IllegalArgumentException("listening on " + listen + " would open the proxy to other machines; "
                    + "choose a loopback address, or allow any address explicitly");
        }
    }

    /** @throws IllegalArgumentException if that can be no upstream */
    public static void requireEndpoint(URI upstream) {
        if (upstream.getHost() == null || !"http".equals(upstream.getScheme()) && !"https".equals(upstream.getScheme())
                || upstream.getRawUserInfo() != null || upstream.getRawQuery() != null
                || upstream.getRawPath() != null && upstream.getRawPath().length() > 1) {
            throw new IllegalArgumentException("upstream is " + upstream + ", want http://HOST[:PORT] or "
                    + "https://HOST[:PORT]");
        }
    }

    /** One thread on any free port of 127.0.0.1, all duties, no lineage listener. */
    public static ProxyOptions of(URI upstream, String region, Credentials credentials, AccessKeys clients) {
        return new ProxyOptions(new InetSocketAddress("127.0.0.1", 0), false, upstream, region, () -> credentials,
                clients, 1, Duty.FULL, LineageListener.none(), Timeouts.standard(), Tls.none(),
                UploadSigning.AS_RECEIVED, Duration.ZERO);
    }

    /** @param other asked for every request on an event loop, so it must not block */
    public ProxyOptions withCredentials(Supplier<Credentials> other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, other, clients, threads, duty, lineage, timeouts, tls,
                uploads, busyPoll);
    }

    public ProxyOptions with(Duty other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, threads, other, lineage,
                timeouts, tls, uploads, busyPoll);
    }

    public ProxyOptions with(LineageListener other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, threads, duty, other,
                timeouts, tls, uploads, busyPoll);
    }

    public ProxyOptions with(Timeouts other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, threads, duty, lineage, other,
                tls, uploads, busyPoll);
    }

    public ProxyOptions with(Tls other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, threads, duty, lineage,
                timeouts, other, uploads, busyPoll);
    }

    public ProxyOptions with(UploadSigning other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, threads, duty, lineage,
                timeouts, tls, other, busyPoll);
    }

    /** @param limit at most a millisecond; see the record */
    public ProxyOptions withBusyPoll(Duration limit) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, threads, duty, lineage, timeouts,
                tls, uploads, limit);
    }

    public ProxyOptions withThreads(int other) {
        return new ProxyOptions(listen, anyAddress, upstream, region, credentials, clients, other, duty, lineage,
                timeouts, tls, uploads, busyPoll);
    }

    /** @param any whether the address may be other than loopback */
    public ProxyOptions on(InetSocketAddress other, boolean any) {
        return new ProxyOptions(other, any, upstream, region, credentials, clients, threads, duty, lineage, timeouts, tls,
                uploads, busyPoll);
    }

    int upstreamPort() {
        return upstream.getPort() > 0 ? upstream.getPort() : secure() ? 443 : 80;
    }

    boolean secure() {
        return "https".equals(upstream.getScheme());
    }
}
