package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.s3.origin.OriginFault;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;

/** One client that does everything, also what clients should not: until a given time. */
final class MixedLoad implements Callable<Void> {

    private static final int KEYS = 8;
    /** As the proxy's own: at the lowest priority beside other load an answer may take many seconds. */
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int[] SIZES = {0, 1000, 100_000, 2_000_000};

    /** The origin fails for keys that say so. */
    static final class Faults implements OriginFault.Plan {
        private final OriginFault none = new OriginFault.None();

        @Override
        public OriginFault next(String method, String path) {
            int mark = path.lastIndexOf('!');
            return switch (mark < 0 ? "" : path.substring(mark + 1)) {
                case "refuse" -> new OriginFault.Refuse(S3Error.SlowDown);
                case "cut" -> method.equals("PUT") ? new OriginFault.ResetRequest(500) : new OriginFault.ResetResponse(500);
                default -> none;
            };
        }
    }

    /** Of all clients: requests that lineage must tell of, and those that came to a good end. */
    static final class Tally {
        private final LongAdder told = new LongAdder();
        private final LongAdder done = new LongAdder();
        private final LongAdder left = new LongAdder();

        long told() {
            return told.sum();
        }

        long done() {
            return done.sum();
        }

        @Override
        public String toString() {
            return told + " requests, " + done + " of them done, " + left + " left by the client";
        }
    }

    private final URI endpoint;
    private final int client;
    private final Random random;
    private final Tally tally;
    private final long endNanos;

    MixedLoad(URI endpoint, int client, long seed, Tally tally, long endNanos) {
        this.endpoint = endpoint;
        this.client = client;
        this.random = new Random(seed);
        this.tally = tally;
        this.endNanos = endNanos;
    }

    @Override
    public Void call() throws IOException {
        while (System.nanoTime() < endNanos) {
            try (RawHttp http = new RawHttp(endpoint)) {
                http.socket().setSoTimeout(PATIENCE_MILLIS);
                boolean open = true;
                for (int i = 0; i < 20 && open; i++) {
                    open = request(http);
                }
            }
        }
        return null;
    }

    /** @return whether the connection is still good */
    private boolean request(RawHttp http) throws IOException {
        int kind = random.nextInt(20);
        String key = "/bucket/c" + client + "-" + random.nextInt(KEYS);
        return switch (kind) {
            case 0 -> answered(http, put(http, key + "!refuse", 1000), "PUT", 503);
            case 1 -> cut(http, put(http, key + "!cut", 100_000));
            case 2 -> leavePut(http, key);
            case 3 -> leaveGet(http, key);
            case 4 -> answered(http, get(http, key + "!never"), "GET", 404);
            case 5 -> answered(http, http.signed(ThroughProxyTests.CLIENT, "DELETE", key, "h"), "DELETE", 204);
            case 6 -> answered(http, get(http, "/bucket?list-type=2"), "GET", 200);
            case 7, 8, 9, 10, 11 -> answered(http, put(http, key, SIZES[random.nextInt(SIZES.length)]), "PUT", 200);
            default -> answered(http, get(http, key), "GET", 200, 404);
        };
    }

    /** What the origin does not cut gets one of these answers, whatever happens to other connections. */
    private boolean answered(RawHttp http, RawHttp asked, String method, Integer... statuses) throws IOException {
        tally.told.increment();
        RawHttp.Answer answer = asked.flush().answer(method);
        assertThat(answer.status()).as(answer::text).isIn((Object[]) statuses);
        if (answer.status() == 200) {
            tally.done.increment();
        }
        return !"close".equals(answer.fields().get("connection"));
    }

    private boolean cut(RawHttp http, RawHttp asked) {
        tally.told.increment();
        try {
            RawHttp.Answer answer = asked.flush().answer("PUT");
            assertThat(answer.status()).as(answer::text).isEqualTo(502);
            return !"close".equals(answer.fields().get("connection"));
        } catch (IOException e) {
            return false; // The proxy may have to hang up on what it cannot take any more.
        }
    }

    private static RawHttp put(RawHttp http, String key, int size) {
        return http.signed(ThroughProxyTests.CLIENT, "PUT", key, new HeaderFields().add("Host", "h")
                .add("Content-Length", Integer.toString(size)), "UNSIGNED-PAYLOAD").raw(new byte[size]);
    }

    private static RawHttp get(RawHttp http, String target) {
        return http.signed(ThroughProxyTests.CLIENT, "GET", target, "h");
    }

    private boolean leavePut(RawHttp http, String key) throws IOException {
        http.signed(ThroughProxyTests.CLIENT, "PUT", key, new HeaderFields().add("Host", "h")
                .add("Content-Length", "2000000").add("Expect", "100-continue"), "UNSIGNED-PAYLOAD").flush();
        // The go-ahead shows that the request has been seen, and is told of.
        assertThat(http.answer("PUT").status()).isEqualTo(100);
        tally.told.increment();
        tally.left.increment();
        http.raw(new byte[random.nextInt(1_000_000)]).flush();
        return leave(http);
    }

    private boolean leaveGet(RawHttp http, String key) throws IOException {
        get(http, key).flush();
        tally.told.increment();
        tally.left.increment();
        http.socket().getInputStream().read();
        return leave(http);
    }

    private boolean leave(RawHttp http) throws IOException {
        if (random.nextBoolean()) {
            http.socket().setSoLinger(true, 0);
        }
        return false;
    }
}
