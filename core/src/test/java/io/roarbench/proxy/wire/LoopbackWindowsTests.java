package io.roarbench.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackWindowsTests {

    private static final IntegerUnixChannelOption LEAST_TO_WAKE_FOR = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    private EventLoopGroup loops;
    private ServerSocket listener;
    private Channel channel;
    private Socket peer;

    @BeforeEach
    void connect() throws Exception {
        assumeTrue(Epoll.isAvailable());
        loops = Transport.EPOLL.loops(1, "test");
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        channel = new Bootstrap().group(loops).channel(Transport.EPOLL.clientChannel())
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        received.add(((ByteBuf) message).readableBytes());
                        ((ByteBuf) message).release();
                    }
                }).connect(listener.getLocalSocketAddress()).sync().channel();
        peer = listener.accept();
    }

    @AfterEach
    void close() throws Exception {
        if (loops != null) {
            peer.close();
            listener.close();
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
        }
    }

    private EpollSocketChannelConfig config() {
        return (EpollSocketChannelConfig) channel.config();
    }

    @Test
    void source_gets_a_large_buffer_at_once_and_is_still_told_of_every_byte() throws Exception {
        int before = config().getReceiveBufferSize();
        LoopbackWindows.ofSource(channel);
        assertThat(config().getReceiveBufferSize()).isGreaterThan(before);
        assertThat(config().getOption(LEAST_TO_WAKE_FOR)).isEqualTo(1);
        peer.getOutputStream().write(1);
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void source_is_told_of_what_had_come_before() throws Exception {
        channel.config().setAutoRead(false);
        peer.getOutputStream().write(new byte[3]);
        LoopbackWindows.ofSource(channel);
        channel.config().setAutoRead(true);
        assertThat(received.poll(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void sink_keeps_little_unsent_and_gets_everything_to_its_peer() throws Exception {
        LoopbackWindows.ofSink(channel);
        assertThat(config().getTcpNotSentLowAt()).isEqualTo(16 << 10);
        int size = 8 << 20;
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[size]));
        assertThat(peer.getInputStream().readNBytes(size)).hasSize(size);
    }

    @Test
    void other_channels_are_left_alone() {
        EmbeddedChannel other = new EmbeddedChannel();
        LoopbackWindows.ofSource(other);
        LoopbackWindows.ofSink(other);
        assertThat(other.isActive()).isTrue();
        other.close();
    }
}
