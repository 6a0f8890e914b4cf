package io.roarbench.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import io.roarbench.proxy.wire.LoopbackWindows;
import io.roarbench.proxy.wire.Transport;

/**
 * Opens connections to the origin's hosts, and to nowhere else.
 *
 * @param tls      null for plain HTTP
 * @param resolver of names
 */
record Dialer(ProxyOptions options, Transport transport, SslContext tls, AddressResolverGroup<?> resolver) {

    /**
     * Opens one when the loop has seen all events that it has fetched: until then the new descriptor may be taken for one that
     * has just been closed, as an accepted one may.
     *
     * @param host a name, or an address, of IPv6 in brackets
     * @param then told how it ended
     */
    void dial(EventLoop loop, String host, ChannelHandler handler, ChannelFutureListener then) {
        loop.execute(() -> connect(loop, host, handler).addListener(then));
    }

    private ChannelFuture connect(EventLoop loop, String host, ChannelHandler handler) {
        int port = options.upstreamPort();
        ChannelFuture dialed = new Bootstrap().group(loop).channel(transport.clientChannel()).resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.timeouts().connect().toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Transport.waterMark())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Transport.readMuch(channel.config());
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), host, port));
                        }
                        channel.pipeline().addLast(handler);
                    }
                }).connect(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
        return dialed.addListener(done -> {
            if (done.isSuccess()) {
                Transport.sendUnpaced(dialed.channel());
                if (tls == null) {
                    LoopbackWindows.ofSource(dialed.channel());
                }
            }
        });
    }
}
