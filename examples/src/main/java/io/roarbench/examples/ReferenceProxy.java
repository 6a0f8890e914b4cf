package io.roarbench.examples;

import io.roarbench.s3.client.S3Target;
import io.roarbench.s3.process.ProcessUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * haproxy or nginx as a plain pass-through before an S3 endpoint, on one thread: what a proxy costs that does nothing with a
 * request. Clients sign for the endpoint behind it; the host that they signed is passed on.
 */
public final class ReferenceProxy implements AutoCloseable {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Process process;
    private final S3Target target;

    private ReferenceProxy(Process process, S3Target target) {
        this.process = process;
        this.target = target;
    }

    /** Where a program of that name is; empty if it is not installed. */
    public static Optional<Path> find(String program) {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                Stream.of("/usr/sbin", "/usr/local/sbin")).map(each -> Path.of(each, program))
                .filter(Files::isExecutable).findFirst();
    }

    /** @param directory for its configuration */
    public static ReferenceProxy haproxy(Path program, S3Target upstream, Path directory) throws IOException {
        int port = freePort();
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), """
                global
                  nbthread 1
                  tune.bufsize 65536
                defaults
                  mode http
                  option http-keep-alive
                  option splice-auto
                  http-reuse always
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                frontend clients
                  bind 127.0.0.1:%d
                  default_backend origin
                backend origin
                  server only %s
                """.formatted(port, upstream.endpoint().getAuthority()));
        return start(List.of(program.toString(), "-db", "-f", file.toString()), port, upstream);
    }

    /** Buffers answers, as it does by default; never in files. */
    public static ReferenceProxy nginx(Path program, S3Target upstream, Path directory) throws IOException {
        int port = freePort();
        Path file = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                user root;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/client;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  client_max_body_size 0;
                  keepalive_requests 1000000;
                  upstream origin { server %3$s; keepalive 16; keepalive_requests 1000000; }
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      proxy_pass http://origin;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $http_host;
                      proxy_request_buffering off;
                      proxy_max_temp_file_size 0;
                      proxy_buffer_size 64k;
                      proxy_buffers 16 64k;
                      proxy_busy_buffers_size 256k;
                    }
                  }
                }
                """.formatted(directory, port, upstream.endpoint().getAuthority()));
        return start(List.of(program.toString(), "-c", file.toString(), "-e", directory + "/nginx.log"), port, upstream);
    }

    private static ReferenceProxy start(List<String> command, int port, S3Target upstream) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        ReferenceProxy proxy = new ReferenceProxy(process, new S3Target(URI.create("http://127.0.0.1:" + port),
                upstream.region(), upstream.credentials()));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                new Socket("127.0.0.1", port).close();
                return proxy;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    proxy.close();
                    throw new IOException(command.get(0) + " did not start", e);
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** For clients. */
    public S3Target target() {
        return target;
    }

    /** CPU time of all its processes, ns. */
    public long cpuNanos() throws IOException {
        long nanos = ProcessUsage.of(process.pid()).cpuNanos();
        for (ProcessHandle child : process.descendants().toList()) {
            nanos += ProcessUsage.of(child.pid()).cpuNanos();
        }
        return nanos;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
