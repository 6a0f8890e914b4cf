package io.roarbench.proxy;

import io.roarbench.s3.origin.EmbeddedS3;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The embedded origin in a process of its own, to be killed as a machine dies: without a word. */
final class OriginProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private OriginProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param port 0 for any free one */
    static OriginProcess start(int port) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", classPath,
                OriginProcess.class.getName(), Integer.toString(port)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the origin's process ended before it was ready");
        }
        return new OriginProcess(process, Integer.parseInt(line));
    }

    int port() {
        return port;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM)
                .on(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]))));
        System.out.println(origin.endpoint().getPort());
        System.in.read(); // Until the parent is gone.
        System.exit(0);
    }
}
