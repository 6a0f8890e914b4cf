package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.roarbench.proxy.wire.BusyPolling;
import io.roarbench.proxy.wire.FieldNames;
import io.roarbench.proxy.wire.PipePool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the connections of one event loop share; confined to it. Both sides of a request are on the same loop. */
final class LoopState {

    /** Too large for what a thread keeps by itself. */
    private static final int FOOTHOLD = 64 << 10;

    private final ProxyOptions options;
    private final Counters counters;
    private final ForwardPlanner planner;
    private final FieldNames names = new FieldNames();
    private final EventLoop loop;
    private final Dialer dialer;
    private final BucketRegions regions;
    private final BusyPolling waiting;
    /** Without it the pool would give its memory back with each large buffer that is freed, and ask for it with the next. */
    private final ByteBuf foothold = PooledByteBufAllocator.DEFAULT.directBuffer(FOOTHOLD);
    private final PipePool pipes;
    private final UpstreamPool home;
    private final Map<String, UpstreamPool> others = new HashMap<>();
    private final Set<ClientConnection> clients = new LinkedHashSet<>();
    private long second;
    private boolean stopping;

    LoopState(EventLoop loop, ProxyOptions options, Counters counters, Dialer dialer, BucketRegions regions,
            BusyPolling waiting) {
        this.options = options;
        this.counters = counters;
        this.loop = loop;
        this.dialer = dialer;
        this.regions = regions;
        this.waiting = waiting;
        this.planner = new ForwardPlanner(options, regions);
        this.pipes = new PipePool(!options.secure() && options.tls().toClients() == null);
        this.home = new UpstreamPool(loop, dialer, this, regions.home().host());
        loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** One clock for all timeouts of the loop, instead of a timer for each request. */
    private void tick() {
        second++;
        home.closeIdle(second);
        others.values().forEach(pool -> pool.closeIdle(second));
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

    /** How the loop waits. */
    BusyPolling waiting() {
        return waiting;
    }

    /** For bodies that need not be seen; empty where TLS must see them. */
    PipePool pipes() {
        return pipes;
    }

    FieldNames names() {
        return names;
    }

    BucketRegions regions() {
        return regions;
    }

    /** There are no more hosts than the origin's own domain has. */
    UpstreamPool pool(String host) {
        return host.equals(regions.home().host()) ? home
                : others.computeIfAbsent(host, other -> new UpstreamPool(loop, dialer, this, other));
    }

    /** Runs it on the loop, later. */
    void after(Duration delay, Runnable what) {
        loop.schedule(what, delay.toMillis(), TimeUnit.MILLISECONDS);
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
        foothold.release();
        pipes.close();
        home.close();
        others.values().forEach(UpstreamPool::close);
    }
}
