package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.ErrorXml;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeadParser;
import io.roarbench.proxy.wire.HeadWriter;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.MessageReader;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import io.roarbench.proxy.wire.Transport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** One client: its requests one after the other. */
final class ClientConnection extends ChannelInboundHandlerAdapter implements MessageReader.Listener {

    /** Reasons not to read from the client, as bits. */
    static final int CONNECTING = 1;
    static final int UPSTREAM_FULL = 2;
    private static final int PIPELINE_FULL = 4;

    private static final int MOST_PIPELINED = 64 << 10;
    /** More of a refused body than this is not waited for. */
    private static final long DRAIN_LIMIT = 1 << 20;
    private static final long DRAIN_SECONDS = 3;

    private final LoopState state;
    private final MessageReader reader;
    private ChannelHandlerContext context;
    private Head.Request head;
    private BodyReader body;
    private ProxiedRequest request;
    private int stopped;
    private boolean keepAlive = true;
    private boolean draining;
    private boolean bodyEnded;
    private boolean hangingUp;
    private long hangingSince;
    private final Outflow outflow = new Outflow();
    private long drained;
    private long drainSince;
    private long lastRequest;
    private long readAt;

    ClientConnection(LoopState state) {
        this.state = state;
        this.reader = new MessageReader(HeadParser.ofRequests(state.names()), this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        lastRequest = state.second();
        state.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (request == null) {
            readAt = System.nanoTime();
        }
        try {
            reader.read((ByteBuf) message);
        } catch (S3Fault e) {
            refuseConnection(e);
        }
        reading(PIPELINE_FULL, reader.waitingBytes() < MOST_PIPELINED);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flushUp();
    }

    private void flushUp() {
        ProxiedRequest current = request;
        if (current != null) {
            if (current.awaitsStamp()) {
                current.sentOn(System.nanoTime() - readAt); // Before the flush: that is the kernel's time, not ours.
            }
            current.flushUp();
        }
    }

    /** What is on the wire is no HTTP. */
    private void refuseConnection(S3Fault e) {
        reader.close();
        keepAlive = false;
        refuse(e);
        context.flush();
        hangUp();
    }

    @Override
    public BodyReader head(Head message) throws S3Fault {
        head = (Head.Request) message;
        state.counters().requests.increment();
        lastRequest = state.second();
        body = null;
        body = BodyReader.of(head);
        keepAlive = head.keepAlive() && !state.stopping();
        draining = false;
        bodyEnded = false;
        try {
            ForwardPlan plan = state.planner().plan(head, body);
            if (head.expectsContinue() && !body.complete() && !plan.asksFirst()) {
                goAhead();
            }
            request = new ProxiedRequest(state, this, plan, head.minorVersion() == 0);
            request.start();
        } catch (S3Fault e) {
            refuseRequest(e);
        }
        return body;
    }

    /** Asks the client for the body. */
    void goAhead() {
        context.writeAndFlush(ascii("HTTP/1.1 100 Continue\r\n\r\n"), context.voidPromise());
    }

    private static ByteBuf ascii(String text) {
        ByteBuf out = Unpooled.directBuffer(text.length());
        ByteBufUtil.writeAscii(out, text);
        return out;
    }

    @Override
    public void body(ByteBuf bytes) {
        if (draining || request == null) {
            drained += bytes.readableBytes();
            bytes.release();
            if (drained > DRAIN_LIMIT) {
                hangUp();
            }
            return;
        }
        boolean bulk = Transport.isBulk(bytes);
        try {
            request.requestBody(bytes);
            if (bulk) {
                flushUp();
            }
        } catch (S3Fault e) {
            refuseRequest(e);
        }
    }

    @Override
    public void end() throws S3Fault {
        bodyEnded = true;
        if (request != null && !draining) {
            try {
                request.requestEnd();
            } catch (S3Fault e) {
                refuseRequest(e);
            }
        }
        if (request == null) {
            next();
        }
    }

    /** Goes on after an answer whose request has been read to its end. */
    private void next() throws S3Fault {
        if (keepAlive) {
            readAt = System.nanoTime();
            head = null; // What is refused from now on is no part of that request.
            body = null;
            reader.next();
            reading(PIPELINE_FULL, reader.waitingBytes() < MOST_PIPELINED);
            if (request != null) {
                request.flushUp();
            }
        } else {
            hangUp();
        }
    }

    /** The client sent what cannot be taken. */
    private void refuseRequest(S3Fault e) {
        state.counters().refused.increment();
        refuse(e);
        context.flush();
    }

    /** The proxy's own answer, unless one is under way already: then only a cut connection tells the client. */
    void refuse(S3Fault fault) {
        if (request != null) {
            boolean answering = request.answering();
            request.refused(fault);
            request = null;
            if (answering) {
                cut();
                return;
            }
        }
        reading(CONNECTING | UPSTREAM_FULL, true);
        boolean bodyLeft = body != null && !body.complete();
        keepAlive &= body != null && (!bodyLeft || body.length() >= 0 && body.length() <= DRAIN_LIMIT
                && !head.expectsContinue());
        beginDrain();
        writeError(fault);
        if (!bodyLeft && !keepAlive) {
            hangUp();
        }
    }

    /** As {@link #refuse}, from outside of the reading of the request. */
    void failed(S3Fault fault) {
        refuse(fault);
        flush();
        if (bodyEnded && keepAlive) {
            goOn();
        }
    }

    private void goOn() {
        try {
            next();
        } catch (S3Fault e) {
            refuseConnection(e);
        }
    }

    private void beginDrain() {
        draining = true;
        drained = 0;
        drainSince = state.second();
    }

    private void writeError(S3Fault fault) {
        state.counters().error("proxy " + fault.error());
        String id = HexFormat.of().withUpperCase().toHexDigits(ThreadLocalRandom.current().nextLong());
        byte[] xml = ErrorXml.of(fault.error(), fault.getMessage(), head == null ? "/" : head.path(), id)
                .getBytes(StandardCharsets.UTF_8);
        HeaderFields fields = new HeaderFields().add("Content-Type", "application/xml")
                .add("Content-Length", Integer.toString(xml.length)).add("x-amz-request-id", id);
        connectionField(fields);
        ByteBuf out = context.alloc().directBuffer(512 + xml.length);
        HeadWriter.response(out, fault.error().status(), HeadWriter.reason(fault.error().status()), fields);
        if (head == null || !head.method().equals("HEAD")) {
            out.writeBytes(xml);
        }
        write(out);
    }

    /** The connection will not be used again after this answer. */
    void answerIsLast() {
        keepAlive = false;
        beginDrain();
    }

    void connectionField(HeaderFields fields) {
        if (!keepAlive) {
            fields.add("Connection", "connection", "close");
        } else if (head != null && head.minorVersion() == 0) {
            fields.add("Connection", "connection", "keep-alive");
        }
    }

    /** A buffer of the connection's own allocator, from which it reads, too. */
    ByteBuf buffer(int size) {
        return context.alloc().directBuffer(size);
    }

    void write(ByteBuf bytes) {
        state.counters().bytesDown.add(bytes.readableBytes());
        context.write(bytes, context.voidPromise());
    }

    /** As {@link #write}, and tells when the bytes have left this machine. */
    void write(ByteBuf bytes, Runnable left) {
        state.counters().bytesDown.add(bytes.readableBytes());
        context.write(bytes).addListener(written -> {
            if (written.isSuccess()) {
                left.run();
            }
        });
    }

    void writeLast(ByteBuf bytes, ResponseRelay.Delivery delivery) {
        state.counters().bytesDown.add(bytes.readableBytes());
        context.write(bytes).addListener(written -> delivery.done(written.isSuccess()));
    }

    void flush() {
        context.flush();
    }

    /** Sends what is written, and then does that, unless the connection ends before. */
    void flush(Runnable then) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (flushed.isSuccess()) {
                then.run();
            }
        });
    }

    /** Bytes went to the client's socket another way. */
    void spliced(long bytes) {
        state.counters().bytesDown.add(bytes);
    }

    Channel channel() {
        return context.channel();
    }

    boolean writable() {
        return context.channel().isWritable();
    }

    /** Reads while there is no reason not to. */
    void reading(int reason, boolean wanted) {
        int before = stopped;
        stopped = wanted ? stopped & ~reason : stopped | reason;
        if ((before == 0) != (stopped == 0)) {
            context.channel().config().setAutoRead(stopped == 0);
        }
    }

    /** The answer is through. */
    void answered() {
        request = null;
        lastRequest = state.second();
        if (!keepAlive && body.complete()) {
            flush();
            hangUp();
        } else if (body.complete()) {
            goOn();
        }
    }

    /** Closes in order: after what is written, and not while the client still sends into a closed socket. */
    private void hangUp() {
        if (!hangingUp) {
            hangingUp = true;
            hangingSince = state.second();
            reader.close();
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes so that nobody can take what was sent for whole; a request under way ends with it. */
    void cut() {
        ProxiedRequest left = request;
        request = null;
        reader.close();
        Transport.reset(context.channel());
        if (left != null) {
            left.clientGone();
        }
    }

    void stop() {
        keepAlive = false;
        if (request == null && !reader.inMessage()) {
            hangUp();
        }
    }

    void tick(long second) {
        long idle = state.options().timeouts().idle().toSeconds();
        if (hangingUp) {
            hangingSince = taking() ? second : hangingSince;
            if (second - hangingSince > idle) {
                cut(); // It does not read the end of its answer: nobody waits for that for ever.
            }
        } else if (request != null) {
            request.tick(second);
        } else if (draining && !keepAlive && second - drainSince > DRAIN_SECONDS) {
            hangUp();
        } else if (second - lastRequest > idle) {
            if (!draining && reader.inMessage()) {
                refuseConnection(new S3Fault(S3Error.RequestTimeout, "The head of the request did not come in time."));
            } else {
                hangUp();
            }
        }
    }

    /** Whether the client has taken any of what waits for it since this was last asked. */
    boolean taking() {
        return outflow.moves(context.channel());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (request != null && writable()) {
            request.clientWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state.closed(this);
        ProxiedRequest left = request;
        request = null;
        reader.close();
        if (left != null) {
            left.clientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        cut();
    }
}
