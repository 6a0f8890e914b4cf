package io.roarbench.proxy.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;

/**
 * Keeps large downloads over loopback from being bound by receive windows. Once a window is what a sender waits for, each
 * acknowledgement lets the kernel send at once, on the reader's CPU and at its cost. The round trip then looks so short to
 * the kernel, and what is read within it so little, that it does not enlarge the window: a connection can stay slow for as
 * long as it lives. Other connections are left to the kernel, as are those of other transports than epoll.
 */
public final class LoopbackWindows {

    /** The kernel gives at most what its own sizing may come to (half of the largest tcp_rmem). */
    private static final int WINDOW = 16 << 20;
    private static final long UNSENT = 16 << 10;

    private static final IntegerUnixChannelOption LEAST_TO_WAKE_FOR = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    private LoopbackWindows() {
    }

    /**
     * A large window at once for a connection that large bodies are read from. To say how much is to be waited for enlarges
     * the buffer that it must fit in, and unlike SO_RCVBUF neither stops the kernel's own sizing nor ends at rmem_max.
     */
    public static void ofSource(Channel channel) {
        if (Transport.overLoopback(channel)) {
            set(channel, LEAST_TO_WAKE_FOR, WINDOW);
            set(channel, LEAST_TO_WAKE_FOR, 1);
        }
    }

    /**
     * Little unsent in the kernel for a connection that large bodies are written to. The peer's window is not ours to enlarge;
     * but when the next bytes wait for this process, not for an acknowledgement, the peer's kernel sees a round trip that is
     * long enough to make it larger.
     */
    public static void ofSink(Channel channel) {
        if (Transport.overLoopback(channel)) {
            set(channel, EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT);
        }
    }

    private static <T> void set(Channel channel, ChannelOption<T> option, T value) {
        try {
            ((EpollSocketChannel) channel).config().setOption(option, value);
        } catch (ChannelException e) {
            return; // The connection has just ended, or goes on as the kernel would have it: slower perhaps, but right.
        }
    }
}
