package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.LineageListener;
import io.roarbench.proxy.wire.RawHttp;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the kernel has to say of one connection is not taken for news of another that has been given its descriptor. */
class ReusedDescriptorTests extends ScriptedProxy {

    /** As many as there may be unused numbers below those of the test's connections. */
    private static final int GAPS = 200;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** On the event loop, which stands still until it may go on. */
    private void hold(LineageEvent event) {
        if (event.call().key().equals("hold")) {
            held.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static RawHttp get(RawHttp http, String key) {
        return http.signed(ThroughProxyTests.CLIENT, "GET", "/bucket/" + key, "h");
    }

    @Test
    void a_new_client_is_not_cut_because_one_whose_descriptor_it_has_was() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        CountDownLatch isCut = new CountDownLatch(1);
        originWith(options -> options.with((LineageListener) this::hold), peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
            await(cut);
            peer.reset();
            isCut.countDown();
        }, peer -> {
            peer.head();
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
            peer.readToEnd();
        });
        open.push(goOn::countDown); // Else a failure before that would leave the loop standing.
        Eventually.holds("the first client has its number", () -> proxy.statistics().clients() == 1);
        fillGaps(); // So that the origin's connection, which ends first, has a higher one.
        assertThat(get(http, "cut").flush().socket().getInputStream().read()).isEqualTo('H');
        assertThat(get(client(), "hold").exchange().text()).isEqualTo("ok");
        held.await();
        // The loop is told of three things at once: an answer is cut, so that it cuts the client that waits for it;
        cut.countDown();
        isCut.await();
        // a new client is there, which gets the lowest number that is free, as that of the first now is;
        RawHttp next = get(client(), "next").flush();
        // and the first client has reset its connection.
        http.socket().setSoLinger(true, 0);
        http.close();
        fillGaps();
        goOn.countDown();
        assertThat(next.answer("GET").text()).isEqualTo("ok");
    }

    private void fillGaps() throws IOException {
        for (int i = 0; i < GAPS; i++) {
            open.push(SocketChannel.open());
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
