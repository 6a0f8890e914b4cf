package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.LineageEvent.Outcome;
import io.roarbench.proxy.lineage.S3Operation.Effect;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.proxy.wire.Splice;
import io.roarbench.proxy.wire.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large bodies go from socket to socket: nothing that a client, an origin or lineage sees is different for that. */
class SplicedBodyTests extends ScriptedProxy {

    private static final int LIMIT = (int) Splice.WORTHWHILE;
    private static final int LARGE = 12 << 20;
    private static final byte[] CONTENT = content();

    private static byte[] content() {
        byte[] bytes = new byte[LARGE];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void onlyWhereItIsDone() {
        assumeTrue(Transport.best() == Transport.EPOLL, "no epoll here");
    }

    private static RawHttp get(RawHttp client, int size) {
        return client.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/" + size, "localhost");
    }

    private static byte[] first(int size) {
        return Arrays.copyOf(CONTENT, size);
    }

    /** Answers a request for {@code /bucket/N} with so many bytes, again and again. */
    private static void serve(ScriptedOrigin.Peer peer) throws IOException {
        while (true) {
            String head = peer.head();
            int size = Integer.parseInt(head.substring(head.indexOf("/bucket/") + 8, head.indexOf(" HTTP")));
            peer.write("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: " + size + "\r\n\r\n");
            peer.write(first(size));
        }
    }

    private static void promise(ScriptedOrigin.Peer peer) throws IOException {
        peer.head();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
    }

    private LineageEvent event() throws InterruptedException {
        LineageEvent event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("a lineage event").isNotNull();
        return event;
    }

    private void told(long bytes) throws InterruptedException {
        LineageEvent event = event();
        assertThat(event.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(event.effect()).isEqualTo(Effect.READ);
        assertThat(event.bytesOut()).isEqualTo(bytes);
    }

    private long toldAborted() throws InterruptedException {
        LineageEvent event = event();
        assertThat(event.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(event.effect()).isEqualTo(Effect.NONE);
        return event.bytesOut();
    }

    /** How many pipes this process has; the only ones that come and go here are the proxy's. */
    private static long pipes() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(each -> {
                try {
                    return Files.readSymbolicLink(each).toString().startsWith("pipe:");
                } catch (IOException e) {
                    return false; // Closed meanwhile.
                }
            }).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static IntStream sizes() {
        return IntStream.concat(IntStream.of(0, 1, 1000, 8192, 65_536, 1 << 20, (1 << 20) + 1, 3_333_333, LARGE - 1, LARGE),
                IntStream.rangeClosed(-2, 2).flatMap(i -> IntStream.of(LIMIT + i, LIMIT + 8192 + i, 2 * LIMIT + i)));
    }

    @Test
    void every_byte_arrives_whatever_the_size_and_connections_are_used_again() throws Exception {
        origin(SplicedBodyTests::serve);
        long wire = 0;
        for (int round = 0; round < 3; round++) {
            for (int size : sizes().toArray()) {
                RawHttp.Answer answer = get(http, size).exchange();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(Arrays.equals(answer.body(), first(size))).as("%d bytes", size).isTrue();
                told(size);
                wire += size;
            }
        }
        assertThat(origin.connections()).isEqualTo(1);
        long heads = proxy.statistics().bytesDown() - wire;
        assertThat(heads).as("bytes of heads alone").isBetween(1L, 3L * sizes().count() * 200);
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        origin(SplicedBodyTests::serve);
        int[] sizes = {LARGE, 5, LIMIT + 77_777, 0, LARGE - 3, LIMIT, 1 << 20};
        for (int size : sizes) {
            get(http, size);
        }
        http.flush();
        for (int size : sizes) {
            assertThat(Arrays.equals(http.answer("GET").body(), first(size))).as("%d bytes", size).isTrue();
            told(size);
        }
        assertThat(origin.connections()).isEqualTo(1);
    }

    @Test
    void a_slow_client_gets_every_byte_through_a_pipe_that_is_kept() throws Exception {
        long before = pipes();
        origin(SplicedBodyTests::serve);
        get(http, LARGE).flush();
        Eventually.holds("a pipe is used", () -> pipes() == before + 2);
        assertThat(Arrays.equals(http.answer("GET").body(), CONTENT)).isTrue();
        told(LARGE);
        get(http, LARGE).exchange();
        assertThat(pipes()).isEqualTo(before + 2);
        proxy.close();
        assertThat(pipes()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void an_origin_that_ends_its_connection_after_the_body_has_sent_all(int size) throws Exception {
        Semaphore ended = new Semaphore(0);
        origin(peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + size + "\r\n\r\n");
            peer.write(first(size));
            ended.release();
        });
        for (int i = 0; i < 3; i++) {
            get(http, size).flush();
            if (size <= 2 << 20) {
                assertThat(ended.tryAcquire(60, TimeUnit.SECONDS)).isTrue(); // Much is still under way when the end is seen.
            }
            assertThat(Arrays.equals(http.answer("GET").body(), first(size))).isTrue();
            told(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 3_000_000, LARGE - 1})
    void no_part_passes_for_the_whole_when_the_origin_is_cut(int sent) throws Exception {
        for (boolean reset : new boolean[] {true, false}) {
            origin(peer -> {
                promise(peer);
                peer.write(first(sent));
                if (reset) {
                    peer.reset();
                }
            });
            assertThatThrownBy(() -> get(http, LARGE).exchange()).isInstanceOf(IOException.class);
            assertThat(toldAborted()).isLessThanOrEqualTo(sent);
            Eventually.holds("all is closed", () -> proxy.statistics().clients() == 0 && proxy.statistics().upstreams() == 0);
        }
    }

    @Test
    void cancels_the_origin_when_the_client_leaves() throws Exception {
        for (boolean reset : new boolean[] {true, false}) {
            CountDownLatch cancelled = new CountDownLatch(1);
            origin(peer -> {
                promise(peer);
                try {
                    while (true) {
                        peer.write(first(100_000)); // More than it promised, if nobody stopped it.
                    }
                } finally {
                    cancelled.countDown();
                }
            });
            get(http, LARGE).flush();
            theBodyFlows();
            if (reset) {
                http.socket().setSoLinger(true, 0);
            }
            http.close();
            assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(toldAborted()).isLessThan(LARGE);
            Eventually.holds("all is closed", () -> proxy.statistics().clients() == 0
                    && proxy.statistics().upstreams() == 0);
        }
    }

    @Test
    void what_comes_after_the_body_is_not_the_next_answer() throws Exception {
        byte[] other = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong".getBytes();
        origin(peer -> {
            promise(peer);
            peer.write(CONTENT);
            peer.write(other);
            peer.readToEnd();
        }, SplicedBodyTests::serve);
        get(http, LARGE);
        get(http, 7).flush();
        assertThat(Arrays.equals(http.answer("GET").body(), CONTENT)).isTrue();
        assertThat(http.answer("GET").body()).isEqualTo(first(7));
    }

    /** More than is read with a head; of a client that does not read, the kernel takes little more. */
    private void theBodyFlows() {
        Eventually.holds("the body flows", () -> proxy.statistics().bytesDown() > 48 << 10);
    }

    private static UnaryOperator<ProxyOptions> impatient() {
        Duration second = Duration.ofSeconds(1);
        return options -> options.with(new ProxyOptions.Timeouts(second, second, second));
    }

    @Test
    void a_client_that_stops_reading_is_cut() throws Exception {
        originWith(impatient(), SplicedBodyTests::serve);
        get(http, LARGE).flush();
        theBodyFlows();
        Eventually.holds("it is cut", () -> proxy.statistics().clients() == 0 && proxy.statistics().upstreams() == 0);
        assertThatThrownBy(() -> http.answer("GET")).isInstanceOf(IOException.class);
        assertThat(toldAborted()).isLessThan(LARGE);
    }

    @Test
    void an_origin_that_stops_sending_is_cut() throws Exception {
        originWith(impatient(), peer -> {
            promise(peer);
            peer.write(first(LARGE / 2));
            peer.readToEnd();
        });
        assertThatThrownBy(() -> get(http, LARGE).exchange()).isInstanceOf(IOException.class);
        assertThat(toldAborted()).isEqualTo(LARGE / 2);
        Eventually.holds("both are closed", () -> proxy.statistics().clients() == 0 && proxy.statistics().upstreams() == 0);
    }

    @Test
    void a_stop_in_order_lets_the_body_end() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        origin(peer -> {
            promise(peer);
            peer.write(first(LARGE / 2));
            try {
                stopping.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            peer.write(Arrays.copyOfRange(CONTENT, LARGE / 2, LARGE));
            peer.readToEnd();
        });
        get(http, LARGE).flush();
        theBodyFlows();
        Thread stop = new Thread(() -> proxy.stop(Duration.ofSeconds(10)));
        stop.start();
        Eventually.refusesConnections(proxy);
        stopping.countDown();
        assertThat(Arrays.equals(http.answer("GET").body(), CONTENT)).isTrue();
        stop.join();
        told(LARGE);
    }

    @Test
    void an_error_is_looked_into_however_long_it_is() throws Exception {
        String text = "<Error><Code>SlowDown</Code><Message>" + "x".repeat(2 * LIMIT) + "</Message></Error>";
        origin(peer -> {
            while (true) {
                peer.head();
                peer.write("HTTP/1.1 503 Slow Down\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
            }
        });
        assertThat(get(http, 1).exchange().text()).isEqualTo(text);
        LineageEvent event = event();
        assertThat(event.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(event.errorCode()).isEqualTo("SlowDown");
    }

    @Test
    void no_content_of_one_answer_gets_into_another() throws Exception {
        origin(SplicedBodyTests::serve);
        for (int i = 0; i < 20; i++) {
            RawHttp leaving = client();
            long before = proxy.statistics().bytesDown(); // All that flows may have flowed right after the request.
            get(leaving, LARGE).flush();
            Eventually.holds("the body flows", () -> proxy.statistics().bytesDown() > before);
            leaving.close();
            assertThat(Arrays.equals(get(client(), LIMIT * 2).exchange().body(), first(LIMIT * 2))).isTrue();
        }
        List<Outcome> outcomes = Stream.generate(() -> {
            try {
                return event().outcome();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).limit(40).toList();
        assertThat(outcomes).containsOnly(Outcome.ABORTED, Outcome.COMPLETED);
        assertThat(outcomes.stream().filter(Outcome.COMPLETED::equals)).hasSize(20);
    }
}
