package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.roarbench.linux.SystemCallException;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeadParser;
import io.roarbench.proxy.wire.MessageReader;
import io.roarbench.proxy.wire.ReadSizes;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import io.roarbench.proxy.wire.Splice;
import io.roarbench.proxy.wire.Transport;

/** One connection to the origin: serves one request at a time, and lies in the pool between. */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements MessageReader.Listener, Splice.Listener {

    private static final String CUT = "The origin closed the connection before its answer was whole.";

    private final LoopState state;
    private final UpstreamPool pool;
    private final MessageReader reader;
    private ChannelHandlerContext context;
    private ProxiedRequest request;
    private ProxiedRequest touched;
    private ProxiedRequest stamped;
    private Head.Response response;
    private BodyReader body;
    private Splice splice;
    private long idleSince;
    private long readAt;
    private boolean closing;
    private boolean endAnnounced;
    private final Outflow outflow = new Outflow();

    UpstreamConnection(LoopState state, UpstreamPool pool) {
        this.state = state;
        this.pool = pool;
        this.reader = new MessageReader(HeadParser.ofResponses(state.names()), this);
    }

    void serve(ProxiedRequest next) {
        request = next;
        response = null;
        readLittle(true);
    }

    boolean usable() {
        return !closing && context != null && context.channel().isActive() && !reader.inMessage()
                && reader.waitingBytes() == 0;
    }

    long idleSince() {
        return idleSince;
    }

    /** Back to its pool: its request is through. */
    void release() {
        pool.release(this);
    }

    void idleSince(long second) {
        idleSince = second;
        request = null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        readLittle(true);
        state.counters().upstreams.incrementAndGet();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        state.counters().upstreams.decrementAndGet();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && request != null) {
            if (handshake.isSuccess()) {
                request.connected(this, false);
            } else {
                request.unreachable(this, handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent end) {
            endAnnounced = end.isSuccess();
        }
    }

    /** A buffer of the connection's own allocator, from which it reads, too. */
    ByteBuf buffer(int size) {
        return context.alloc().directBuffer(size);
    }

    /** Takes the buffer over. */
    void write(ByteBuf bytes) {
        state.counters().bytesUp.add(bytes.readableBytes());
        context.write(bytes, context.voidPromise());
    }

    void flush() {
        context.flush();
    }

    boolean writable() {
        return context.channel().isWritable();
    }

    /** Whether the origin has taken any of what waits for it since this was last asked. */
    boolean taking() {
        return outflow.moves(context.channel());
    }

    void read(boolean wanted) {
        if (splice == null) {
            context.channel().config().setAutoRead(wanted);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        readAt = System.nanoTime();
        touched = request == null ? touched : request;
        takeBack();
        read((ByteBuf) message);
        if (splice == null && request != null && body != null && body.remaining() >= Splice.WORTHWHILE) {
            splice();
        }
        readLittle(response == null || response.status() < 200);
    }

    /** What is read with the head must be copied: not much, then, until it is known how the body is to go. */
    private void readLittle(boolean little) {
        if (context != null && context.channel().config().getRecvByteBufAllocator() instanceof ReadSizes sizes) {
            if (little) {
                sizes.little();
            } else {
                sizes.much();
            }
        }
    }

    private void read(ByteBuf bytes) {
        try {
            reader.read(bytes);
        } catch (S3Fault e) {
            lost("The origin's answer cannot be read: " + e.getMessage());
        }
    }

    /** The rest of a large body goes from socket to socket. */
    private void splice() {
        ClientConnection client = request.splicesTo();
        splice = client == null ? null
                : Splice.between(state.pipes(), context.channel(), client.channel(), body.remaining(), this);
        if (splice != null) {
            context.channel().config().setAutoRead(false);
            client.flush(splice::start);
        }
    }

    @Override
    public void spliced(long bytes) {
        touched = request;
        request.spliced(bytes);
        boolean last = body.remaining() == bytes;
        if (last) {
            closing |= splice.sourceHasMore(); // Nobody asked for that.
            stopSplicing();
        }
        try {
            reader.passed(bytes);
        } catch (S3Fault e) {
            lost("The origin's answer cannot be read: " + e.getMessage());
        }
        if (last) {
            flushDown();
        }
        touched = null;
    }

    @Override
    public void sourceFailed() {
        lost(CUT);
    }

    @Override
    public void sinkFailed() {
        request.clientBroken();
    }

    /** Moves what can be moved; a peer that takes little at a time is not told of by the kernel for long. */
    void nudge() {
        if (splice != null) {
            splice.pump();
        }
    }

    boolean waitsForClient() {
        return splice != null && splice.waitsForSink();
    }

    /** Netty reads although it was told not to: the origin ends the connection. The ordinary way has the rest. */
    private void takeBack() {
        if (splice == null) {
            return;
        }
        Splice ended = splice;
        splice = null;
        try {
            ByteBuf bytes = ended.takeBack(context.alloc());
            read(context.channel().isActive());
            read(bytes);
        } catch (SystemCallException e) {
            lost("What was under way from the origin cannot be had: " + e.getMessage());
        }
    }

    private void stopSplicing() {
        if (splice != null) {
            splice.close();
            splice = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flushDown();
        touched = null;
    }

    private void flushDown() {
        if (stamped != null) {
            stamped.answered(System.nanoTime() - readAt); // Before the flush: that is the kernel's time, not ours.
            stamped = null;
        }
        if (touched != null) {
            touched.flushDown();
        }
    }

    @Override
    public BodyReader head(Head head) throws S3Fault {
        if (request == null) {
            throw new S3Fault(S3Error.BadGateway, "an answer that nobody asked for");
        }
        response = (Head.Response) head;
        body = BodyReader.of(response, request.method());
        if (response.status() >= 200) {
            stamped = request;
            request.responseHead(response, body);
        } else if (response.status() == 101) {
            throw new S3Fault(S3Error.BadGateway, "a switch of protocols that nobody asked for");
        } else if (response.status() == 100) {
            request.continued();
        }
        return body;
    }

    @Override
    public void body(ByteBuf bytes) {
        if (request == null) {
            bytes.release();
            return;
        }
        boolean bulk = Transport.isBulk(bytes);
        request.responseBody(bytes);
        if (bulk) {
            flushDown();
        }
    }

    @Override
    public void end() throws S3Fault {
        boolean interim = response.status() < 200;
        ProxiedRequest done = request;
        if (!interim && done != null) {
            closing |= !response.keepAlive() || reader.waitingBytes() > 0 || body.untilClose();
            request = null;
        }
        reader.next();
        if (!interim && done != null) {
            done.responseEnd();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (request != null) {
            request.upstreamWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        pool.forget(this);
        touched = request;
        takeBack();
        flushDown();
        touched = null;
        // Without a goodbye of TLS, anybody on the way may have ended the connection (RFC 9112 §9.8).
        boolean orderly = endAnnounced || !state.options().secure();
        if (request != null && response != null && body != null && body.untilClose() && orderly) {
            ProxiedRequest done = request;
            request = null;
            done.responseEnd();
            done.flushDown();
        }
        lost(CUT);
        reader.close();
    }

    private void lost(String why) {
        ProxiedRequest left = request;
        request = null;
        close();
        if (left != null) {
            left.lost(this, why);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lost("The connection to the origin failed.");
    }

    /** Cuts it, so that the origin sees no orderly end of what it is being sent. */
    void abort() {
        request = null;
        closing = true;
        stopSplicing();
        if (context != null) {
            Transport.reset(context.channel());
        }
    }

    void close() {
        closing = true;
        stopSplicing();
        if (context != null) {
            context.close();
        }
    }
}
