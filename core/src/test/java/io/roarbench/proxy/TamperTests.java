package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageEvent;
import io.roarbench.proxy.lineage.S3Operation.Effect;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Clients;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Every byte of a signed request, changed on its way: in its head, in a chunk's size, signature or data, in a trailer. The
 * request is refused, nothing is stored, and lineage tells of no read or write. A change that means nothing in HTTP (the
 * case of a field's name, the version) may pass, if exactly what was signed comes to pass.
 */
class TamperTests {

    /** Changed bits of each byte: one chosen by seed, or up to 8 of them. */
    private static final int BITS = Integer.getInteger("roarbench.tamper.bits", 1);
    private static final byte[] BODY = body();
    private static final String KEY = "some-key";

    private final Queue<LineageEvent> events = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(20260102);
    private EmbeddedS3 origin;
    private S3Proxy proxy;
    private S3Client direct;
    private int passed;
    private int refused;

    @BeforeEach
    void start() throws Exception {
        origin = EmbeddedS3.start(EmbeddedS3.Options.of(ThroughProxyTests.UPSTREAM));
        direct = S3Clients.client(origin.endpoint(), ThroughProxyTests.UPSTREAM);
        direct.createBucket(b -> b.bucket("bucket"));
        proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", ThroughProxyTests.UPSTREAM,
                AccessKeys.only(ThroughProxyTests.CLIENT)).with(events::add));
    }

    @AfterEach
    void stop() throws Exception {
        direct.close();
        proxy.close();
        origin.close();
    }

    @Test
    void a_read() throws Exception {
        new RawHttp(origin.endpoint()).signed(ThroughProxyTests.UPSTREAM, "PUT", "/bucket/" + KEY, new HeaderFields()
                .add("Host", "h").add("Content-Length", "" + BODY.length), "UNSIGNED-PAYLOAD").raw(BODY).exchange();
        SignedBytes.Request request = new SignedBytes(ThroughProxyTests.CLIENT, KEY).get();
        for (int at = 0; at < request.bytes().length; at++) {
            for (byte[] changed : changes(request.bytes(), at)) {
                RawHttp.Answer answer = send(request.method(), changed);
                boolean read = answer != null && answer.status() < 300;
                if (read) {
                    // Never more, and never other bytes, than what was signed for.
                    assertThat(answer.status()).as(shown(changed, at)).isEqualTo(206);
                    assertThat(answer.body()).as(shown(changed, at)).isEqualTo(java.util.Arrays.copyOfRange(BODY, 1, 6));
                }
                count(read);
            }
        }
        assertLineage(Effect.READ);
    }

    @Test
    void a_body_with_its_hash() throws Exception {
        write(new SignedBytes(ThroughProxyTests.CLIENT, KEY).hashed(BODY));
    }

    @Test
    void a_body_in_signed_chunks() throws Exception {
        write(new SignedBytes(ThroughProxyTests.CLIENT, KEY).signedChunks(BODY));
    }

    @Test
    void a_body_in_chunks_with_a_checksum() throws Exception {
        write(new SignedBytes(ThroughProxyTests.CLIENT, KEY).unsignedChunks(BODY));
    }

    private void write(SignedBytes.Request request) throws Exception {
        assertThat(send(request.method(), request.bytes()).status()).as("untouched").isEqualTo(200);
        requireWhole("untouched");
        count(true);
        for (int at = 0; at < request.bytes().length; at++) {
            for (byte[] changed : changes(request.bytes(), at)) {
                RawHttp.Answer answer = send(request.method(), changed);
                boolean stored = answer != null && answer.status() < 300;
                if (stored) {
                    requireWhole(shown(changed, at));
                }
                count(stored);
            }
        }
        assertThat(direct.listObjectsV2(b -> b.bucket("bucket")).contents()).as("left in the origin").isEmpty();
        assertLineage(Effect.WRITE);
    }

    private byte[][] changes(byte[] original, int at) {
        byte[][] all = new byte[BITS][];
        int first = random.nextInt(8);
        for (int i = 0; i < BITS; i++) {
            all[i] = original.clone();
            all[i][at] ^= (byte) (1 << (first + i) % 8);
        }
        return all;
    }

    /** @return null if the connection was closed without a whole answer */
    private RawHttp.Answer send(String method, byte[] bytes) throws IOException {
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            // What follows ends a head or a body that has become longer by the change.
            return http.raw(bytes).raw("\r\n\r\n".getBytes()).raw("end : of it\r\n\r\n".getBytes()).flush().answer(method);
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    private void requireWhole(String what) {
        var got = direct.getObjectAsBytes(b -> b.bucket("bucket").key(KEY));
        assertThat(got.asByteArray()).as(what).isEqualTo(BODY);
        assertThat(got.response().contentType()).as(what).isEqualTo("text/x-whole");
        assertThat(got.response().contentEncoding()).as(what).isNull();
        assertThat(got.response().metadata()).as(what).containsOnly(java.util.Map.entry("colour", "blue"));
        direct.deleteObject(b -> b.bucket("bucket").key(KEY));
    }

    private void count(boolean took) {
        passed += took ? 1 : 0;
        refused += took ? 0 : 1;
    }

    private void assertLineage(Effect effect) throws Exception {
        assertThat(proxy.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(events).filteredOn(e -> e.effect() != Effect.NONE).hasSize(passed)
                .allMatch(e -> e.effect() == effect && e.call().key().equals(KEY));
        assertThat(refused).as("refused, of " + (passed + refused)).isGreaterThan(9 * passed);
    }

    private static String shown(byte[] bytes, int at) {
        return "byte " + at + " changed: " + new String(bytes, Math.max(0, at - 20), Math.min(40, bytes.length - Math.max(0,
                at - 20)), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static byte[] body() {
        byte[] body = new byte[500];
        new Random(500).nextBytes(body);
        return body;
    }
}
