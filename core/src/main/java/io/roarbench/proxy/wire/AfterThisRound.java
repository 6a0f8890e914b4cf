package io.roarbench.proxy.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Of a listener: hands on what it accepts when all events have been seen that were fetched together. A handler of one of them
 * may have closed another connection, whose descriptor's number the kernel then gives to the next that is opened: were that
 * registered at once, what is still to be said of the old connection, that it was reset, say, would be taken for news of it.
 */
@Sharable
final class AfterThisRound extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        ctx.executor().execute(() -> {
            if (ctx.isRemoved()) {
                ((Channel) accepted).unsafe().closeForcibly(); // The listener has ended: nobody else would.
            } else {
                ctx.fireChannelRead(accepted);
            }
        });
    }
}
