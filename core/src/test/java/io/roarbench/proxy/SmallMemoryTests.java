package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A proxy with {@code -Xmx64m} and 64 MB of direct memory, many downloads, and an upload whose origin stops reading. Small by
 * default; {@code -Droarbench.proxy.memory=full} moves 16 × 100 MB and 1 GB.
 */
class SmallMemoryTests {

    private static final boolean FULL = "full".equals(System.getProperty("roarbench.proxy.memory"));
    private static final int STREAMS = 16;
    private static final int ROUNDS = 3;
    private static final int DOWNLOAD = FULL ? 100_000_000 : 8_000_000;
    private static final int UPLOAD = FULL ? 1_000_000_000 : 60_000_000;
    private static final int STALLS_AFTER = 4_000_000;
    private static final int BLOCK = 1 << 20;
    /** Heap, direct memory, and what a JVM needs besides. */
    private static final long MOST_RESIDENT_KB = 320_000;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ScriptedOrigin origin;
    private Process process;
    private URI endpoint;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin(this::serve);
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m", "-cp", System.getProperty("java.class.path"),
                SmallProxyMain.class.getName(), origin.endpoint().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        endpoint = URI.create(new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.US_ASCII)).readLine());
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        threads.shutdownNow();
        origin.close();
    }

    private void serve(ScriptedOrigin.Peer peer) throws IOException {
        String block = "x".repeat(BLOCK);
        while (true) {
            if (peer.head().startsWith("PUT")) {
                peer.read(STALLS_AFTER);
                stalled.countDown();
                await(goOn);
                for (int left = UPLOAD - STALLS_AFTER; left > 0; left -= Math.min(left, BLOCK)) {
                    peer.read(Math.min(left, BLOCK));
                }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            } else {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + DOWNLOAD + "\r\n\r\n");
                for (int left = DOWNLOAD; left > 0; left -= Math.min(left, BLOCK)) {
                    peer.write(left >= BLOCK ? block : block.substring(0, left));
                }
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private long download() throws IOException {
        try (RawHttp http = new RawHttp(endpoint)) {
            http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/k", "localhost").flush();
            InputStream in = http.socket().getInputStream();
            http.socket().setSoTimeout(120_000);
            byte[] block = new byte[BLOCK];
            long count = 0;
            for (int n = in.read(block); n >= 0 && count < DOWNLOAD; n = count < DOWNLOAD ? in.read(block) : -1) {
                count += n;
            }
            return count;
        }
    }

    private int upload() throws IOException {
        try (RawHttp http = new RawHttp(endpoint)) {
            http.socket().setSoTimeout(120_000);
            http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/k", new HeaderFields().add("Host", "localhost")
                    .add("Content-Length", Integer.toString(UPLOAD)), "UNSIGNED-PAYLOAD").flush();
            OutputStream out = http.socket().getOutputStream();
            byte[] block = new byte[BLOCK];
            for (int left = UPLOAD; left > 0; left -= Math.min(left, BLOCK)) {
                out.write(block, 0, Math.min(left, BLOCK));
            }
            return http.answer("PUT").status();
        }
    }

    private long kilobytes(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ':')).mapToLong(line -> Long.parseLong(
                        line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow();
    }

    private void downloads() throws Exception {
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            running.add(threads.submit(this::download));
        }
        for (Future<Long> each : running) {
            assertThat(each.get()).isGreaterThanOrEqualTo(DOWNLOAD);
        }
    }

    @Test
    void is_enough_for_many_streams_beside_one_that_stalls() throws Exception {
        Future<Integer> upload = threads.submit(this::upload);
        stalled.await();
        List<Long> resident = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            downloads();
            resident.add(kilobytes("VmRSS"));
        }
        goOn.countDown();
        assertThat(upload.get()).isEqualTo(200);
        long peak = kilobytes("VmHWM");
        System.out.printf("proxy with -Xmx64m: resident %s kB after each of %d rounds of %d x %d bytes, peak %d kB%n", resident,
                ROUNDS, STREAMS, DOWNLOAD, peak);
        assertThat(peak).isLessThan(MOST_RESIDENT_KB);
        assertThat(resident.get(ROUNDS - 1) - resident.get(0)).as("growth in kB").isLessThan(48_000);
        assertThat(process.isAlive()).isTrue();
    }
}
