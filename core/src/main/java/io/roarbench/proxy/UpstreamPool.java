package io.roarbench.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/** Idle connections of one event loop to one host of the origin, the warmest first. */
final class UpstreamPool {

    private static final int MOST_IDLE = 128;
    /** Shorter than any origin's own limit that is known, so that it is seldom the origin that hangs up. */
    private static final long IDLE_SECONDS = 4;

    private final EventLoop loop;
    private final Dialer dialer;
    private final LoopState state;
    private final String host;
    private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
    private boolean closed;

    UpstreamPool(EventLoop loop, Dialer dialer, LoopState state, String host) {
        this.loop = loop;
        this.dialer = dialer;
        this.state = state;
        this.host = host;
    }

    /** Gives the request a connection, now or when it is open. */
    void acquire(ProxiedRequest request, boolean fresh) {
        for (UpstreamConnection warm = fresh ? null : idle.pollFirst(); warm != null; warm = idle.pollFirst()) {
            if (warm.usable()) {
                warm.serve(request);
                request.connected(warm, true);
                return;
            }
            warm.close();
        }
        UpstreamConnection connection = new UpstreamConnection(state, this);
        connection.serve(request);
        dialer.dial(loop, host, connection, dialed -> {
            if (!dialed.isSuccess()) {
                request.unreachable(connection, dialed.cause());
            } else if (dialer.tls() == null) {
                request.connected(connection, false);
            }
        });
    }

    void release(UpstreamConnection connection) {
        if (closed || idle.size() >= MOST_IDLE || !connection.usable()) {
            connection.close();
        } else {
            connection.idleSince(state.second());
            idle.addFirst(connection);
        }
    }

    void forget(UpstreamConnection connection) {
        idle.remove(connection);
    }

    void closeIdle(long second) {
        while (!idle.isEmpty() && idle.peekLast().idleSince() + IDLE_SECONDS < second) {
            idle.pollLast().close();
        }
    }

    void close() {
        closed = true;
        new ArrayList<>(idle).forEach(UpstreamConnection::close);
        idle.clear();
    }
}
