package io.roarbench.proxy.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** How bytes get in and out: epoll where Linux and the native library are there, else NIO. */
public enum Transport {
    EPOLL, NIO;

    /** Bytes that may wait to be written on a connection before its source is no longer read: low and high mark. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 << 10, 512 << 10);

    private static final RawUnixChannelOption CONGESTION_CONTROL = new RawUnixChannelOption("TCP_CONGESTION", 6, 13, 4);
    private static final byte[] RENO = {'r', 'e', 'n', 'o'};

    private static final int BULK = 16 << 10;

    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** @param name of the threads, which are daemons */
    public EventLoopGroup loops(int threads, String name) {
        return group(threads, name, this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /**
     * As {@link #loops(int, String)}, with a say in how they wait for events; NIO always sleeps.
     *
     * @param waiting asked once for each loop
     */
    public EventLoopGroup loops(int threads, String name, Function<Executor, BusyPolling> waiting) {
        return this == NIO ? loops(threads, name) : group(threads, name,
                loop -> EpollIoHandler.newFactory(0, () -> waiting.apply(loop)).newHandler(loop));
    }

    private static EventLoopGroup group(int threads, String name, IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
    }

    public Class<? extends SocketChannel> clientChannel() {
        return this == EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * Binds a listening socket.
     *
     * @throws IOException if the address cannot be bound
     */
    public Channel listen(EventLoopGroup loops, InetSocketAddress address, ChannelHandler handler) throws IOException {
        var bound = new ServerBootstrap().group(loops)
                .channel(this == EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new AfterThisRound()).childHandler(handler).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + address + ": " + bound.cause().getMessage()
                    + "; choose another port, or 0 for any free one", bound.cause());
        }
        return bound.channel();
    }

    /**
     * Whether a piece of a body is to go on at once. To gather several before the first is written would only let the
     * processor's caches forget them.
     */
    public static boolean isBulk(ByteBuf bytes) {
        return bytes.readableBytes() >= BULK;
    }

    /** Closes so that the peer sees a reset, not an orderly end; nor does TLS say goodbye. */
    public static void reset(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first == null) {
            channel.close();
        } else {
            first.close(); // Past all handlers: that of TLS would send its close_notify first.
        }
    }

    /**
     * Sizes what is read at once by what came before. Much at once costs the least CPU time a byte, and leaves time for the
     * sender to go on; the pool that takes the next buffer from where the last one was keeps it in the processor's caches.
     */
    public static void readMuch(ChannelConfig config) {
        config.setRecvByteBufAllocator(new ReadSizes());
        config.setAllocator(PooledByteBufAllocator.DEFAULT);
    }

    /**
     * On the loopback interface nothing can be congested: what a sender of the system's choice does about it is lost, above
     * all the pacing of BBR, which sends a timer's interrupt before every piece. Reno has none and is allowed to everybody.
     */
    public static void sendUnpaced(Channel channel) {
        if (overLoopback(channel)) {
            try {
                channel.config().setOption(CONGESTION_CONTROL, ByteBuffer.wrap(RENO));
            } catch (ChannelException e) {
                return; // The connection has just ended, or keeps the system's choice: it works as well, for more CPU time.
            }
        }
    }

    /** Whether it is a TCP connection to this machine itself, by {@link #EPOLL}. */
    static boolean overLoopback(Channel channel) {
        return channel instanceof EpollSocketChannel tcp && tcp.remoteAddress() != null
                && tcp.remoteAddress().getAddress().isLoopbackAddress();
    }

    /** The marks that both sides use. */
    public static WriteBufferWaterMark waterMark() {
        return WATER_MARK;
    }
}
