package io.roarbench.s3.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.RawHttp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class EmbeddedS3Tests {

    private static final Credentials KEYS = Credentials.of("AKIDORIGIN", "origin-secret");

    @Nested
    class InMemory extends OnOrigin {
        @Override
        EmbeddedS3.Options options() {
            return EmbeddedS3.Options.of(KEYS);
        }
    }

    @Nested
    class InFiles extends OnOrigin {
        @TempDir
        Path directory;

        @Override
        EmbeddedS3.Options options() {
            return EmbeddedS3.Options.of(KEYS).inDirectory(directory);
        }

        @Test
        void leaves_no_file_behind() throws Exception {
            put("f", bytes(100));
            put("f", bytes(200));
            try (var files = Files.list(directory)) {
                assertThat(files.count()).isOne();
            }
            origin.close();
            try (var files = Files.list(directory)) {
                assertThat(files.count()).isZero();
            }
        }
    }

    abstract static class OnOrigin extends S3Behaviour {
        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        EmbeddedS3 origin;
        private S3Client client;

        abstract EmbeddedS3.Options options();

        @BeforeEach
        void start() throws Exception {
            origin = EmbeddedS3.start(options().failures(failures::add));
            client = S3Clients.client(origin.endpoint(), KEYS);
            client.createBucket(b -> b.bucket(BUCKET));
        }

        @AfterEach
        void stop() throws Exception {
            client.close();
            origin.close();
            assertThat(failures).isEmpty();
        }

        @Override
        protected S3Client s3() {
            return client;
        }

        @Override
        protected S3Presigner presigner() {
            return S3Clients.presigner(origin.endpoint(), KEYS);
        }

        @Override
        protected URI endpoint() {
            return origin.endpoint();
        }

        @Test
        void refuses_a_wrong_secret() {
            try (S3Client stranger = S3Clients.client(origin.endpoint(), Credentials.of("AKIDORIGIN", "guess"))) {
                assertThat(failure(() -> stranger.listBuckets()).awsErrorDetails().errorCode())
                        .isEqualTo("SignatureDoesNotMatch");
            }
        }

        @Test
        void knows_a_bucket_by_the_name_of_the_host() throws Exception {
            put("v", bytes(10));
            try (RawHttp http = new RawHttp(origin.endpoint())) {
                RawHttp.Answer answer = http.signed(KEYS, "GET", "/v", BUCKET + ".localhost:9000").exchange();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(bytes(10));
            }
        }

        @Test
        void keeps_a_connection_for_many_requests_also_pipelined() throws Exception {
            put("p", bytes(100));
            try (RawHttp http = new RawHttp(origin.endpoint())) {
                for (int i = 0; i < 50; i++) {
                    http.signed(KEYS, "GET", "/" + BUCKET + "/p", "h");
                }
                http.flush();
                for (int i = 0; i < 50; i++) {
                    assertThat(http.answer("GET").body()).isEqualTo(bytes(100));
                }
            }
        }

        @Test
        void answers_what_is_no_http_and_hangs_up() throws Exception {
            try (RawHttp http = new RawHttp(origin.endpoint())) {
                assertThat(http.raw("GET / HTTP/1.1\nHost: h\n\n").exchange().status()).isEqualTo(400);
                assertThat(http.closedByPeer()).isTrue();
            }
        }
    }
}
