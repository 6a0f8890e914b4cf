package io.roarbench.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How many bytes one connection reads at once: sized by what came before, up to 1 MiB, or to less for a while. Confined to the
 * connection's event loop.
 */
public final class ReadSizes implements RecvByteBufAllocator {

    private static final int MOST_AT_ONCE = 1 << 20;
    /** Holds any head, and leaves what comes after it in the socket, from where it can be spliced. */
    private static final int ABOUT_A_HEAD = 32 << 10;

    private final RecvByteBufAllocator sizes = new AdaptiveRecvByteBufAllocator(1024, 8192, MOST_AT_ONCE);
    private int most = MOST_AT_ONCE;

    /** From now on little at once. */
    public void little() {
        most = ABOUT_A_HEAD;
    }

    /** From now on as much as there is. */
    public void much() {
        most = MOST_AT_ONCE;
    }

    @Override
    @SuppressWarnings("deprecation") // The type is, and the one that Netty asks for.
    public Handle newHandle() {
        return new Limited(sizes.newHandle());
    }

    @SuppressWarnings("deprecation")
    private final class Limited extends DelegatingHandle implements ExtendedHandle {

        Limited(Handle delegate) {
            super(delegate);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(guess());
        }

        @Override
        public int guess() {
            return Math.min(super.guess(), most);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return ((ExtendedHandle) delegate()).continueReading(maybeMoreData);
        }
    }
}
