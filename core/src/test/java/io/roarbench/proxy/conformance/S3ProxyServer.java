package io.roarbench.proxy.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.proxy.signing.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** s3proxy in a JVM of its own: an S3 endpoint that nobody here wrote. */
public final class S3ProxyServer implements AutoCloseable {

    private static final long START_NANOS = 60_000_000_000L;

    private final Process process;
    private final int port;

    private S3ProxyServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Skips the test where s3proxy is not there.
     *
     * @param directory for its objects, settings and log
     * @param provider  {@code filesystem-nio2} or {@code transient-nio2}
     */
    public static S3ProxyServer start(Path directory, String provider, Credentials keys) throws Exception {
        Path jars = Path.of("target", "s3proxy");
        assumeTrue(Files.isDirectory(jars), "s3proxy is not in core/target/s3proxy; "
                + "mvn -q -f core/src/test/s3proxy/pom.xml dependency:copy-dependencies gets it");
        int port = freePort();
        Files.createDirectories(directory.resolve("objects"));
        Path settings = Files.writeString(directory.resolve("s3proxy.conf"), String.join("\n",
                "s3proxy.authorization=aws-v2-or-v4", "s3proxy.identity=" + keys.accessKey(),
                "s3proxy.credential=" + keys.secret(), "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.ignore-unknown-headers=true", "jclouds.provider=" + provider,
                "jclouds.filesystem.basedir=" + directory.resolve("objects"), ""));
        Path quiet = Files.writeString(directory.resolve("logback.xml"),
                "<configuration><root level=\"OFF\"/></configuration>");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "-Dlogback.configurationFile=" + quiet, "-cp", jars + "/*",
                "org.gaul.s3proxy.Main", "--properties", settings.toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        S3ProxyServer server = new S3ProxyServer(process, port);
        server.awaitReady(directory.resolve("log"));
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void awaitReady(Path log) throws IOException {
        long end = System.nanoTime() + START_NANOS;
        while (true) {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new IOException("s3proxy did not start: " + Files.readString(log), e);
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
