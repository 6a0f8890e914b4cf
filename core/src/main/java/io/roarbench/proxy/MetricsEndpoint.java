package io.roarbench.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Shows a proxy's figures as JSON on a loopback address of their own, never on the port that carries data: {@code GET /}.
 * Requests whose {@code Host} is a name other than {@code localhost} are refused, so that no web page can read them.
 */
public final class MetricsEndpoint implements AutoCloseable {

    private static final int BACKLOG = 16;

    private final Supplier<ProxyStatistics> statistics;
    private final HttpServer server;
    private final ExecutorService thread;

    private MetricsEndpoint(InetSocketAddress address, Supplier<ProxyStatistics> statistics) throws IOException {
        this.statistics = statistics;
        this.server = HttpServer.create(address, BACKLOG);
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "roar-proxy-metrics");
            worker.setDaemon(true);
            return worker;
        });
        server.setExecutor(thread);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * @param address on loopback; port 0 for any free one
     * @throws IOException              if it cannot be bound
     * @throws IllegalArgumentException if it is not on loopback
     */
    public static MetricsEndpoint serve(InetSocketAddress address, Supplier<ProxyStatistics> statistics)
            throws IOException {
        if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("metrics on " + address + " would be open to other machines; choose a "
                    + "loopback address");
        }
        try {
            return new MetricsEndpoint(address, statistics);
        } catch (java.net.BindException e) {
            throw new IOException("cannot show metrics on " + address + ": " + e.getMessage() + "; choose another port", e);
        }
    }

    /** {@code http://127.0.0.1:port/} */
    public URI endpoint() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? '[' + host + ']' : host) + ':' + bound.getPort() + '/');
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host")).replaceFirst(":[0-9]*$", "");
            boolean here = host.equals("localhost") || host.matches("[0-9.]+|\\[[0-9a-f:.]+]");
            int status = !here ? 403 : !exchange.getRequestMethod().equals("GET") ? 405
                    : exchange.getRequestURI().getPath().equals("/") ? 200 : 404;
            byte[] body = (status == 200 ? statistics.get().json() + '\n' : "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
