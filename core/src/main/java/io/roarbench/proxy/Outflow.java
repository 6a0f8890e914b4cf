package io.roarbench.proxy;

import io.netty.channel.Channel;

/** Tells a peer that is slow from one that has stopped reading. */
final class Outflow {

    private long lastUnsent;

    /** Whether any of what waits to be sent has left since this was last asked. */
    boolean moves(Channel channel) {
        long unsent = channel.bytesBeforeWritable() - channel.bytesBeforeUnwritable(); // Off by a constant.
        boolean fewer = unsent < lastUnsent;
        lastUnsent = unsent;
        return fewer;
    }
}
