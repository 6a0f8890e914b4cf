package io.roarbench.proxy.tls;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * TLS towards clients: 1.2 and 1.3, ALPN {@code http/1.1}, certificates by a {@link LocalAuthority}. Names below
 * {@code localhost} (buckets as hosts) get a certificate of their own when they are first asked for, because OpenSSL takes
 * no {@code *.localhost}. Thread-safe.
 */
public final class ServerTls {

    /** Certificates for single names that are kept; one costs about a millisecond. */
    private static final int MOST_NAMES = 256;
    private static final String BELOW = ".localhost";
    private static final long HANDSHAKE_MILLIS = 10_000;

    private final LocalAuthority authority;
    private final SslContext common;
    private final Map<String, SslContext> named = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SslContext> eldest) {
            return size() > MOST_NAMES;
        }
    };

    private ServerTls(LocalAuthority authority, SslContext common) {
        this.authority = authority;
        this.common = common;
    }

    /**
     * For a server on that address: certified for it, {@code localhost}, {@code *.localhost}, {@code 127.0.0.1}, {@code ::1}.
     *
     * @param names further host names and addresses that clients use
     * @throws IOException if the authority may not certify one of them
     */
    public static ServerTls of(LocalAuthority authority, InetSocketAddress listen, Collection<String> names)
            throws IOException {
        Set<String> all = ServerNames.local();
        all.addAll(ServerNames.of(listen));
        all.addAll(ServerNames.checked(names));
        return new ServerTls(authority, context(authority.certify(all)));
    }

    private static SslContext context(LocalAuthority.Identity identity) throws IOException {
        return SslContextBuilder.forServer(identity.key(), identity.server(), identity.authority())
                .sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2")
                .applicationProtocolConfig(new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        List.of(ApplicationProtocolNames.HTTP_1_1)))
                .build();
    }

    /** For one connection: the first handler in its pipeline. */
    public ChannelHandler handler() {
        Mapping<String, SslContext> byName = this::contextFor;
        return new SniHandler(byName, 0, HANDSHAKE_MILLIS);
    }

    private SslContext contextFor(String name) {
        if (name == null || !name.endsWith(BELOW) || !ServerNames.isHost(name)) {
            return common;
        }
        synchronized (named) {
            return named.computeIfAbsent(name, this::issued);
        }
    }

    private SslContext issued(String name) {
        try {
            return context(authority.certify(List.of(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // The handshake fails, and the client is told so.
        }
    }
}
