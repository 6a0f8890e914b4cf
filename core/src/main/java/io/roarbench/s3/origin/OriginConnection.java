package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.roarbench.proxy.signing.RequestVerifier;
import io.roarbench.proxy.signing.VerifiedRequest;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.FieldNames;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeadParser;
import io.roarbench.proxy.wire.MessageReader;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import io.roarbench.proxy.wire.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One client of the origin: its requests one after the other. */
final class OriginConnection extends ChannelInboundHandlerAdapter implements MessageReader.Listener {

    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    /** More of a refused body than this is not waited for. */
    private static final long DRAIN_LIMIT = 8 << 20;

    private final Router router;
    private final RequestVerifier verifier;
    private final EmbeddedS3.Options options;
    private final Delays delays;
    private final MessageReader reader;
    private final ReplyWriter writer = new ReplyWriter();

    private ChannelHandlerContext context;
    private Head.Request head;
    private Exchange exchange;
    private BodyGate gate;
    private Reply refusal;
    private OriginFault fault;
    private long received;
    private boolean keepAlive;

    OriginConnection(Router router, RequestVerifier verifier, EmbeddedS3.Options options, Delays delays,
            FieldNames names) {
        this.router = router;
        this.verifier = verifier;
        this.options = options;
        this.delays = delays;
        this.reader = new MessageReader(HeadParser.ofRequests(names), this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            reader.read((ByteBuf) message);
        } catch (S3Fault e) {
            refuseConnection(e);
        }
    }

    /** What is on the wire is no HTTP: answer, and hang up. */
    private void refuseConnection(S3Fault e) {
        abort();
        keepAlive = false;
        reader.close();
        send(Replies.error(e, head == null ? "/" : head.path(), writer.nextRequestId()));
    }

    @Override
    public BodyReader head(Head message) throws S3Fault {
        head = (Head.Request) message;
        BodyReader body = BodyReader.of(head);
        keepAlive = head.keepAlive();
        received = 0;
        refusal = null;
        fault = options.faults().next(head.method(), head.path());
        try {
            begin(body);
        } catch (S3Fault e) {
            refuse(e);
        } catch (IOException e) {
            refuse(storeFailure(e));
        }
        if (refusal != null && head.expectsContinue() && !body.complete()) {
            hangUp(); // The client waits for a word before it sends the body.
        }
        return body;
    }

    private void begin(BodyReader body) throws S3Fault, IOException {
        VerifiedRequest verified = verifier.verify(head.method(), head.path(), head.query(), head.fields());
        if (fault instanceof OriginFault.Refuse refuse) {
            throw new S3Fault(refuse.error(), "Refused on purpose.");
        }
        if (body.length() < 0 && !verified.payload().chunked()) {
            throw new S3Fault(S3Error.MissingContentLength, "You must provide the Content-Length HTTP header.");
        }
        exchange = router.route(S3Request.of(head));
        gate = new BodyGate(verified, head.fields(), exchange);
        if (head.expectsContinue() && !body.complete()) {
            context.writeAndFlush(CONTINUE.duplicate());
        }
    }

    private static S3Fault storeFailure(IOException e) {
        return new S3Fault(S3Error.InternalError, "The origin cannot store or read the object: " + e.getMessage());
    }

    private void refuse(S3Fault e) {
        abort();
        refusal = Replies.error(e, head.path(), writer.nextRequestId());
    }

    private void abort() {
        if (gate != null) {
            gate.close();
        }
        if (exchange != null) {
            exchange.abort();
        }
        gate = null;
        exchange = null;
    }

    @Override
    public void body(ByteBuf bytes) {
        received += bytes.readableBytes();
        try {
            if (fault instanceof OriginFault.ResetRequest reset && received >= reset.afterBytes()) {
                reset();
            } else if (gate != null) {
                gate.feed(bytes);
            } else if (received > DRAIN_LIMIT) {
                hangUp();
            }
        } catch (S3Fault e) {
            refuse(e);
        } catch (IOException e) {
            refuse(storeFailure(e));
        } finally {
            bytes.release();
        }
    }

    /** Answers without waiting for the rest of the body. */
    private void hangUp() {
        Reply reply = refusal;
        refusal = null;
        keepAlive = false;
        reader.close();
        send(reply);
    }

    private void reset() {
        abort();
        reader.close();
        Transport.reset(context.channel());
    }

    @Override
    public void end() {
        Reply reply = refusal;
        if (reply == null && gate != null) {
            reply = finish();
        }
        if (reply != null && !(fault instanceof OriginFault.Hang)) {
            send(reply);
        }
    }

    private Reply finish() {
        try {
            Reply reply = gate.finish();
            gate.close();
            gate = null;
            exchange = null;
            return reply;
        } catch (S3Fault e) {
            refuse(e);
        } catch (IOException e) {
            refuse(storeFailure(e));
        }
        return refusal;
    }

    private void send(Reply reply) {
        long wait = delays.next();
        if (wait <= 0) {
            write(reply);
        } else {
            context.executor().schedule(() -> write(reply), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void write(Reply reply) {
        if (!context.channel().isActive()) {
            return;
        }
        boolean headOnly = head != null && head.method().equals("HEAD");
        try {
            if (fault instanceof OriginFault.ResetResponse reset && reset.afterBytes() < reply.length()) {
                writer.write(context, reply, headOnly, keepAlive, reset.afterBytes());
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> reset());
                return;
            }
            writer.write(context, reply, headOnly, keepAlive, reply.length());
        } catch (IOException e) {
            // The head may be out already: only a cut connection tells the client.
            context.close();
            return;
        }
        if (keepAlive) {
            context.flush();
            goOn();
        } else {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void goOn() {
        try {
            reader.next();
        } catch (S3Fault e) {
            refuseConnection(e);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        abort();
        reader.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            options.failures().accept(cause);
        } // Else the client has gone, as clients do.
        ctx.close();
    }
}
