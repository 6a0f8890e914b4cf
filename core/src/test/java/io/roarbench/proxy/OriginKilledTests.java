package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.S3Operation.Effect;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The origin's process is killed in the middle of uploads and downloads: clients always see an error. */
class OriginKilledTests {

    private static final int KILLS = Integer.getInteger("roarbench.soak.kills", 4);
    private static final int SIZE = 8 << 20;
    /** More than the sockets of both hops hold, so that its end has not left the origin when the first of it is read. */
    private static final int LARGE = 32 << 20;

    private final Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(20260103);

    @Test
    void no_transfer_that_was_cut_looks_whole() throws Exception {
        OriginProcess origin = OriginProcess.start(0);
        try (S3Proxy proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add))) {
            for (int i = 0; i < KILLS; i++) {
                prepare(origin.endpoint());
                if (i % 2 == 0) {
                    cutUpload(proxy, origin);
                } else {
                    cutDownload(proxy, origin);
                }
                origin = OriginProcess.start(origin.port());
            }
            prepare(origin.endpoint());
            // The same proxy goes on with the origin that came back.
            assertThat(get(proxy.endpoint(), ThroughProxyTests.CLIENT, "/bucket/whole").status()).isEqualTo(200);
        } finally {
            origin.close();
        }
        assertThat(events).hasSize(KILLS + 1).filteredOn(e -> e.effect() != Effect.NONE).as("completed").hasSize(1);
    }

    private void cutUpload(S3Proxy proxy, OriginProcess origin) throws Exception {
        int sent = 1 + random.nextInt(SIZE - 1);
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            long before = proxy.statistics().bytesUp();
            http.signed(ThroughProxyTests.CLIENT, "PUT", "/bucket/cut", new HeaderFields().add("Host", "h")
                    .add("Content-Length", Integer.toString(SIZE)), "UNSIGNED-PAYLOAD").raw(new byte[sent]).flush();
            Eventually.holds("the body flows", () -> proxy.statistics().bytesUp() > before + Math.min(sent, 1000));
            origin.kill();
            assertThat(statusAfter(http, SIZE - sent)).as("killed after %d bytes", sent).matches(status -> status < 200 || status > 299, "an error");
        }
    }

    /** Of the answer to a request whose rest is still to be sent; -1 if the connection was cut. */
    private static int statusAfter(RawHttp http, int rest) {
        try {
            http.raw(new byte[rest]).flush();
        } catch (IOException e) {
            // The proxy has hung up, perhaps after an answer.
        }
        try {
            return http.answer("PUT").status();
        } catch (IOException e) {
            return -1;
        }
    }

    private void cutDownload(S3Proxy proxy, OriginProcess origin) throws Exception {
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/whole", "h").flush();
            InputStream in = http.socket().getInputStream();
            int read = 1 + random.nextInt(1 << 20);
            assertThat(in.readNBytes(read)).hasSize(read);
            origin.kill();
            assertThat(restOf(in)).as("of the body after %d bytes", read).isLessThan(LARGE - read);
        }
    }

    private static long restOf(InputStream in) {
        long rest = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                rest += n;
            }
        } catch (IOException e) {
            return rest; // A reset.
        }
        return rest;
    }

    private static void prepare(URI origin) throws IOException {
        try (RawHttp direct = new RawHttp(origin)) {
            direct.signed(ThroughProxyTests.UPSTREAM, "PUT", "/bucket", new HeaderFields().add("Host", "h")
                    .add("Content-Length", "0"), "UNSIGNED-PAYLOAD").exchange();
            direct.signed(ThroughProxyTests.UPSTREAM, "PUT", "/bucket/whole", new HeaderFields().add("Host", "h")
                    .add("Content-Length", Integer.toString(LARGE)), "UNSIGNED-PAYLOAD").raw(new byte[LARGE]);
            assertThat(direct.exchange().status()).isEqualTo(200);
        }
    }

    private static RawHttp.Answer get(URI endpoint, Credentials keys, String path) throws IOException {
        try (RawHttp http = new RawHttp(endpoint)) {
            return http.signed(keys, "GET", path, "h").exchange();
        }
    }
}
