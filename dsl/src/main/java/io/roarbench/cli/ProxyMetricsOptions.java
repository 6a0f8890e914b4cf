package io.roarbench.cli;

import io.roarbench.proxy.MetricsEndpoint;
import io.roarbench.proxy.S3Proxy;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Option;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** How {@code roar-bench proxy} shows its figures: as JSON on a port of their own, on SIGUSR1, and at its end. */
final class ProxyMetricsOptions {

    private static final Signal SHOW = new Signal("USR1");

    @Option(names = "--metrics", paramLabel = "HOST:PORT", description = "Show the figures as JSON over HTTP on a loopback "
            + "address (port 0: any free one). Without it: on standard output on SIGUSR1 and at the end.")
    private String address;

    private MetricsEndpoint endpoint;

    /** @return what is to be closed at the end */
    AutoCloseable show(S3Proxy proxy, PrintStream out) throws IOException {
        SignalHandler before = Signal.handle(SHOW, signal -> print(proxy, out));
        if (address != null) {
            endpoint = MetricsEndpoint.serve(Listen.address("--metrics", address), proxy::statistics);
        }
        return () -> {
            Signal.handle(SHOW, before);
            if (endpoint != null) {
                endpoint.close();
            }
        };
    }

    static void print(S3Proxy proxy, PrintStream out) {
        out.println(proxy.statistics().json());
        out.flush();
    }

    /** What the line that says ready adds; empty without a port. */
    String readyField() {
        return endpoint == null ? "" : " metrics=" + endpoint.endpoint();
    }
}
