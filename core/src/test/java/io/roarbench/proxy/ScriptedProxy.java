package io.roarbench.proxy;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** Tests of a proxy before an origin that does what a script says. */
abstract class ScriptedProxy {

    final BlockingQueue<LineageEvent> events = new LinkedBlockingQueue<>();
    final Deque<AutoCloseable> open = new ArrayDeque<>();
    ScriptedOrigin origin;
    S3Proxy proxy;
    RawHttp http;

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    void origin(ScriptedOrigin.Script... scripts) throws IOException {
        originWith(options -> options, scripts);
    }

    void originWith(UnaryOperator<ProxyOptions> changed, ScriptedOrigin.Script... scripts) throws IOException {
        origin = new ScriptedOrigin(scripts);
        open.push(origin);
        proxy = S3Proxy.start(changed.apply(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add)));
        open.push(proxy);
        http = client();
    }

    RawHttp client() throws IOException {
        RawHttp client = new RawHttp(proxy.endpoint());
        open.push(client);
        return client;
    }
}
