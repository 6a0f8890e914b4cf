package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** One side of a plain connection through the proxy: {@link Duty#TCP_HOP}. */
final class TcpHop extends ChannelInboundHandlerAdapter {

    private final Counters counters;
    private final Dialer dialer;
    private ChannelHandlerContext context;
    private TcpHop peer;

    /** @param dialer opens the other side; null on the side that was opened */
    TcpHop(Counters counters, Dialer dialer) {
        this.counters = counters;
        this.dialer = dialer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (dialer == null) {
            return;
        }
        Channel client = ctx.channel();
        client.config().setAutoRead(false);
        peer = new TcpHop(counters, null);
        peer.peer = this;
        dialer.dial(client.eventLoop(), dialer.options().upstream().getHost(), peer, dialed -> {
            if (dialed.isSuccess()) {
                client.config().setAutoRead(true);
            } else {
                counters.failed.increment();
                client.close();
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        (dialer == null ? counters.bytesDown : counters.bytesUp).add(((ByteBuf) message).readableBytes());
        peer.context.write(message, peer.context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (peer != null && peer.context != null) {
            peer.context.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (peer != null && peer.context != null) {
            peer.context.channel().config().setAutoRead(ctx.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (peer != null && peer.context != null && peer.context.channel().isActive()) {
            peer.context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
