package io.roarbench.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.roarbench.proxy.wire.BusyPolling;
import io.roarbench.proxy.wire.LoopbackWindows;
import io.roarbench.proxy.wire.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * An S3 proxy within this process: verifies each request, signs it anew with its own credentials, streams it to one S3
 * endpoint, and tells what it did to which object. Thread-safe.
 */
public final class S3Proxy implements AutoCloseable {

    private final ProxyOptions options;
    private final Counters counters = new Counters();
    private final EventLoopGroup loops;
    private final Dialer dialer;
    private final BucketRegions regions;
    private final Map<Executor, BusyPolling> waiting = new ConcurrentHashMap<>();
    private final Map<EventLoop, LoopState> states = new ConcurrentHashMap<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private S3Proxy(ProxyOptions options, AddressResolverGroup<?> resolver) throws IOException {
        this.options = options;
        this.regions = new BucketRegions(options);
        Transport transport = Transport.best();
        SslContext tls = options.secure() ? upstreamTls(options) : null;
        this.dialer = new Dialer(options, transport, tls, resolver);
        this.loops = transport.loops(options.threads(), "roar-proxy",
                loop -> waiting.computeIfAbsent(loop, any -> new BusyPolling(options.busyPoll())));
        try {
            this.listener = transport.listen(loops, options.listen(), initializer());
        } catch (IOException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** @throws IOException if the address cannot be bound, or TLS to the origin is not to be had */
    public static S3Proxy start(ProxyOptions options) throws IOException {
        return start(options, DefaultAddressResolverGroup.INSTANCE);
    }

    /** @param resolver of the upstream's names */
    static S3Proxy start(ProxyOptions options, AddressResolverGroup<?> resolver) throws IOException {
        return new S3Proxy(options, resolver);
    }

    private static SslContext upstreamTls(ProxyOptions options) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forClient().protocols("TLSv1.3", "TLSv1.2");
        if (options.tls().authorities() == null) {
            return builder.build();
        }
        try {
            return builder.trustManager(options.tls().authorities().toFile()).build();
        } catch (IllegalArgumentException e) {
            throw new IOException(options.tls().authorities() + " has no certificates that can be read: give a PEM file", e);
        }
    }

    private ChannelInitializer<SocketChannel> initializer() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                Transport.readMuch(channel.config());
                Transport.sendUnpaced(channel);
                connections.add(channel);
                if (options.tls().toClients() != null) {
                    channel.pipeline().addLast(options.tls().toClients().handler());
                } else {
                    LoopbackWindows.ofSink(channel);
                }
                channel.pipeline().addLast(options.duty() == Duty.TCP_HOP ? new TcpHop(counters, dialer)
                        : new ClientConnection(state(channel.eventLoop())));
            }
        };
    }

    private LoopState state(EventLoop loop) {
        return states.computeIfAbsent(loop, each -> new LoopState(each, options, counters, dialer, regions,
                waiting.getOrDefault(each, new BusyPolling(Duration.ZERO))));
    }

    /** {@code http://127.0.0.1:port}, or {@code https://…}: what clients are to use. */
    public URI endpoint() {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        String host = address.getAddress().getHostAddress();
        String scheme = options.tls().toClients() == null ? "http://" : "https://";
        return URI.create(scheme + (host.contains(":") ? '[' + host + ']' : host) + ":" + address.getPort());
    }

    public ProxyStatistics statistics() {
        return counters.snapshot();
    }

    /**
     * Stops in order: takes no new connection and no new request, lets those under way end, then closes.
     *
     * @param patience what is not through by then is cut
     * @return whether everything came to its end; also true if it had been stopped before
     */
    public synchronized boolean stop(Duration patience) {
        if (loops.isShuttingDown()) {
            return true;
        }
        listener.close().awaitUninterruptibly();
        states.forEach((loop, state) -> loop.execute(state::stop));
        if (options.duty() == Duty.TCP_HOP) {
            connections.close();
        }
        boolean ended = connections.newCloseFuture().awaitUninterruptibly(patience.toMillis(), TimeUnit.MILLISECONDS);
        states.forEach((loop, state) -> loop.execute(state::closeAll));
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        return ended;
    }

    /** Stops at once; what is under way is cut. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
