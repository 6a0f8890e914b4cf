package io.roarbench.proxy;

import io.netty.channel.EventLoop;
import io.roarbench.proxy.wire.FieldNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the connections of one event loop share; confined to it. Both sides of a request are on the same loop. */
final class LoopState {

    private final ProxyOptions options;
    private final Counters counters;
    private final ForwardPlanner planner;
    private final FieldNames names = new FieldNames();
    private final UpstreamPool pool;
    private final Set<ClientConnection> clients = new LinkedHashSet<>();
    private long second;
    private boolean stopping;

    LoopState(EventLoop loop, ProxyOptions options, Counters counters, Dialer dialer) {
        this.options = options;
        this.counters = counters;
        this.planner = new ForwardPlanner(options);
        this.pool = new UpstreamPool(loop, dialer, this);
        loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** One clock for all timeouts of the loop, instead of a timer for each request. */
    private void tick() {
        second++;
        pool.closeIdle(second);
        for (ClientConnection client : new ArrayList<>(clients)) {
            client.tick(second);
        }
    }

    /** Seconds since the loop began. */
    long second() {
        return second;
    }

    ProxyOptions options() {
        return options;
    }

    Counters counters() {
        return counters;
    }

    ForwardPlanner planner() {
        return planner;
    }

    FieldNames names() {
        return names;
    }

    UpstreamPool pool() {
        return pool;
    }

    void opened(ClientConnection client) {
        clients.add(client);
        counters.clients.incrementAndGet();
    }

    void closed(ClientConnection client) {
        if (clients.remove(client)) {
            counters.clients.decrementAndGet();
        }
    }

    boolean stopping() {
        return stopping;
    }

    /** No further request is taken: idle connections close now, the others after their answer. */
    void stop() {
        stopping = true;
        for (ClientConnection client : new ArrayList<>(clients)) {
            client.stop();
        }
    }

    void closeAll() {
        for (ClientConnection client : new ArrayList<>(clients)) {
            client.cut();
        }
        pool.close();
    }
}
