package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeadWriter;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLException;

/** One request between the client's connection and the origin's; all on one event loop. */
final class ProxiedRequest {

    /** Of a body whose bucket may turn out to be elsewhere; multi-deletes and lists of parts are smaller as a rule. */
    private static final int MOST_SENT_AGAIN = 64 << 10;
    /** How long an origin that knows no {@code Expect} may hold up an upload (RFC 9110 §10.1.1), once for each bucket. */
    private static final Duration LONGEST_ASKING = Duration.ofSeconds(1);

    private final LoopState state;
    private final ClientConnection client;
    private ForwardPlan plan;
    private final SentBody sent;
    private final boolean http10;
    private final Queue<ByteBuf> queued = new ArrayDeque<>(2);
    private UpstreamConnection upstream;
    private ResponseRelay relay;
    private boolean reused;
    private boolean retried;
    private boolean requestEnded;
    private boolean early;
    private boolean over;
    private boolean recorded;
    private boolean fed;
    private boolean asking;
    private boolean redirected;
    private HeldAnswer held;
    private long ownNanos;
    private long lastByte;

    ProxiedRequest(LoopState state, ClientConnection client, ForwardPlan plan, boolean http10) {
        this.state = state;
        this.client = client;
        this.plan = plan;
        this.http10 = http10;
        this.lastByte = state.second();
        this.asking = plan.asksFirst();
        this.sent = plan.bodiless() || plan.route().settled() ? null
                : new SentBody(plan.body().sameEverywhere() ? MOST_SENT_AGAIN : 0);
    }

    String method() {
        return plan.method();
    }

    void start() {
        if (asking) {
            state.after(LONGEST_ASKING, this::continued);
        }
        acquire(false);
    }

    /** The origin wants the body, or is one that does not say. */
    void continued() {
        if (asking && !over) {
            asking = false;
            client.goAhead();
        }
    }

    /** Stops reading only if it must wait: to stop and go on costs two system calls. */
    private void acquire(boolean fresh) {
        state.pool(plan.route().to().host()).acquire(this, fresh);
        if (upstream == null && !over) {
            client.reading(ClientConnection.CONNECTING, false);
        }
    }

    void connected(UpstreamConnection connection, boolean warm) {
        if (over) {
            connection.abort();
            return;
        }
        upstream = connection;
        reused = warm;
        ByteBuf head = connection.buffer(1024);
        HeadWriter.request(head, plan.method(), plan.target(), plan.fields());
        connection.write(head);
        for (ByteBuf bytes = queued.poll(); bytes != null; bytes = queued.poll()) {
            connection.write(bytes);
        }
        if (!warm) {
            connection.flush(); // Nobody reads just now who would do it.
        }
        if (over) {
            return; // The origin has reset it already, and the client's connection is the next request's.
        }
        lastByte = state.second();
        client.reading(ClientConnection.CONNECTING, true);
        upstreamWritable();
    }

    void unreachable(UpstreamConnection connection, Throwable cause) {
        connection.close();
        if (!over) {
            state.counters().unreachable(cause);
            fail(new S3Fault(S3Error.ServiceUnavailable, cause instanceof SSLException
                    ? "TLS with the origin failed: its certificate is not trusted, or not for its name."
                    : "The origin cannot be reached."));
        }
    }

    /** Takes the bytes over. */
    void requestBody(ByteBuf bytes) throws S3Fault {
        if (over || relay != null) {
            bytes.release();
            return;
        }
        fed = true;
        lastByte = state.second();
        if (plan.chunked()) {
            up(HttpChunks.head(bytes.readableBytes()));
        }
        plan.body().feed(bytes, this::up);
        if (plan.chunked()) {
            up(HttpChunks.tail());
        }
    }

    void requestEnd() throws S3Fault {
        requestEnded = true;
        if (!over && relay == null) {
            plan.body().end(this::up);
            if (plan.chunked()) {
                up(HttpChunks.last());
            }
        }
    }

    private void up(ByteBuf bytes) {
        if (sent != null) {
            sent.add(bytes);
        }
        if (upstream == null) {
            queued.add(bytes);
        } else {
            upstream.write(bytes);
            if (!upstream.writable()) {
                client.reading(ClientConnection.UPSTREAM_FULL, false);
            }
        }
    }

    void upstreamWritable() {
        client.reading(ClientConnection.UPSTREAM_FULL, upstream == null || upstream.writable() || relay != null);
    }

    /** Everything read so far goes on; {@code nanos} is the time since it came in. */
    void flushUp() {
        if (upstream != null && !over) {
            upstream.flush();
            if (requestEnded && relay == null) {
                state.waiting().expect();
            }
        }
    }

    void sentOn(long nanos) {
        ownNanos += nanos;
    }

    boolean awaitsStamp() {
        return ownNanos == 0;
    }

    void responseHead(Head.Response head, BodyReader body) {
        lastByte = state.second();
        if (!redirected && plan.route().bucket() != null && BucketRegions.mayRedirect(head.status())) {
            held = new HeldAnswer(head, body);
        } else {
            relay(head, body);
        }
    }

    private void relay(Head.Response head, BodyReader body) {
        asking = false;
        learn(head.status());
        if (head.status() >= 400) {
            state.counters().error(head.status() < 500 ? "origin 4xx" : "origin 5xx");
        }
        if (sent != null) {
            sent.close();
        }
        if (plan.tracker() != null) {
            plan.tracker().responded(head);
        }
        if (!requestEnded) {
            early = true;
            client.answerIsLast(); // The rest of the request has no reader any more.
            plan.body().close();
            client.reading(ClientConnection.UPSTREAM_FULL, true);
        }
        relay = new ResponseRelay(client, http10);
        relay.head(head, body, plan.method());
    }

    private void learn(int status) {
        Route route = plan.route();
        if (status < 300 && route.bucket() != null) {
            if (!route.telling()) {
                state.regions().forget(route.bucket());
            } else if (!route.settled()) {
                state.regions().remember(route.bucket(), route.to());
            }
        }
    }

    void responseBody(ByteBuf bytes) {
        lastByte = state.second();
        if (held == null) {
            relay(bytes);
        } else {
            held.add(bytes);
            if (held.tooLong()) {
                passOn();
            }
        }
    }

    /** What was held back is no redirect that is followed. */
    private void passOn() {
        HeldAnswer answer = held;
        held = null;
        relay(answer.head(), answer.body());
        answer.pieces().forEach(this::relay);
    }

    /** Asks elsewhere if the answer says so, and the body can still go there. */
    private boolean followed() {
        Destination to = state.regions().hinted(plan.route(), held.head(), held.text());
        if (to == null) {
            return false;
        }
        state.regions().remember(plan.route().bucket(), to);
        boolean sendable = plan.bodiless() || !fed && !requestEnded || sent != null && sent.whole();
        if (!sendable) {
            return false;
        }
        held.close();
        held = null;
        redirected = true;
        if (requestEnded) {
            upstream.read(true);
            upstream.release();
        } else {
            upstream.abort();
        }
        upstream = null;
        plan = state.planner().again(plan, to);
        if (sent != null) {
            sent.moveTo(queued);
        }
        acquire(false);
        if (upstream != null) {
            upstream.flush();
        }
        continued();
        return true;
    }

    private void relay(ByteBuf bytes) {
        if (plan.tracker() != null) {
            plan.tracker().out(bytes);
        }
        relay.body(bytes);
        if (!client.writable()) {
            upstream.read(false);
        }
    }

    /** Whose socket the rest of the answer's body can go to unseen; null if it must be looked at, or held back. */
    ClientConnection splicesTo() {
        boolean unseen = relay != null && relay.asItComes() && (plan.tracker() == null || plan.tracker().countsOnly());
        return unseen && !over ? client : null;
    }

    /** So much of the answer's body went to the client's socket unseen. */
    void spliced(long bytes) {
        lastByte = state.second();
        client.spliced(bytes);
        relay.passed(bytes);
        if (plan.tracker() != null) {
            plan.tracker().out(bytes);
        }
    }

    /** The client's socket takes no more. */
    void clientBroken() {
        client.cut();
    }

    void clientWritable() {
        if (upstream != null && !over) {
            upstream.read(true);
        }
    }

    void flushDown() {
        if (relay != null) {
            relay.push();
        }
        client.flush();
        if (over) {
            state.waiting().expect(); // The next request.
        }
    }

    /** The answer's head has gone to the client, that long after it came in. */
    void answered(long nanos) {
        if (!recorded && relay != null) {
            recorded = true;
            state.counters().ownTime(ownNanos + nanos);
        }
    }

    void responseEnd() {
        if (held != null) {
            if (followed()) {
                return;
            }
            passOn();
        }
        over = true;
        if (early) {
            upstream.abort(); // It waits for the rest of a body; another request would be taken for that.
        } else {
            upstream.read(true);
            upstream.release();
        }
        relay.end(delivered -> {
            if (plan.tracker() != null) {
                if (delivered) {
                    plan.tracker().completed();
                } else {
                    plan.tracker().aborted(relay.undelivered());
                }
            }
        });
        client.answered();
    }

    /** The origin's side is gone. */
    void lost(UpstreamConnection connection, String why) {
        if (over || connection != upstream && upstream != null) {
            return;
        }
        if (relay != null) {
            state.counters().failed.increment();
            state.counters().error("origin aborted");
            over = true;
            plan.body().close();
            client.cut();
            if (plan.tracker() != null) {
                plan.tracker().aborted(relay.undelivered());
            }
        } else if (reused && !retried && (plan.repeatable() || asking && !fed && !requestEnded)) {
            retried = true;
            upstream = null;
            dropHeld();
            acquire(true);
        } else {
            fail(new S3Fault(S3Error.BadGateway, why));
        }
    }

    private void dropHeld() {
        if (held != null) {
            held.close();
            held = null;
        }
    }

    private void fail(S3Fault fault) {
        state.counters().failed.increment();
        client.failed(fault);
    }

    /** The proxy answers itself: nothing more goes up. */
    void refused(S3Fault fault) {
        abandon();
        if (plan.tracker() != null) {
            plan.tracker().refused(fault.error().status(), fault.error().name());
        }
    }

    boolean answering() {
        return relay != null;
    }

    /** The client is gone. */
    void clientGone() {
        if (!over) {
            state.counters().failed.increment();
            state.counters().error("client aborted");
            abandon();
            if (plan.tracker() != null) {
                plan.tracker().aborted(relay == null ? 0 : relay.undelivered());
            }
        }
    }

    private void abandon() {
        over = true;
        dropHeld();
        if (sent != null) {
            sent.close();
        }
        plan.body().close();
        queued.forEach(ByteBuf::release);
        queued.clear();
        if (upstream != null) {
            upstream.abort();
        }
    }

    /** Looks at the clock, once a second. */
    void tick(long second) {
        if (upstream != null) {
            upstream.nudge();
        }
        boolean moving = client.taking() | (upstream != null && upstream.taking());
        lastByte = moving ? second : lastByte;
        boolean stalledByClient = !client.writable() || upstream != null && (upstream.waitsForClient()
                || !requestEnded && relay == null && upstream.writable());
        long limit = stalledByClient ? state.options().timeouts().idle().toSeconds()
                : state.options().timeouts().response().toSeconds();
        if (over || second - lastByte <= limit) {
            return;
        }
        if (relay != null) {
            upstream.abort(); // It may have more to say than anybody will read.
            lost(upstream, "timeout");
        } else if (stalledByClient) {
            fail(new S3Fault(S3Error.RequestTimeout,
                    "Your socket connection to the server was not read from or written to within the timeout period."));
        } else {
            fail(new S3Fault(S3Error.GatewayTimeout, "The origin did not answer in time."));
        }
    }
}
