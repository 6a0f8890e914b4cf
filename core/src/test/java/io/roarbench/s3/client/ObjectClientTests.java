package io.roarbench.s3.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.OriginFault;
import io.roarbench.s3.origin.S3Clients;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both drivers do what they say, and take nothing for a success that is none. */
class ObjectClientTests {

    private static final Credentials KEYS = IssuedCredentials.issue();

    private final AtomicReference<OriginFault> fault = new AtomicReference<>(new OriginFault.None());
    private EmbeddedS3 origin;
    private S3Target target;
    private OwnBucket bucket;

    static Stream<Named<BiFunction<S3Target, String, ObjectClient>>> drivers() {
        return Stream.of(Named.of("sdk", (target, bucket) -> new SdkObjectClient(target, bucket, 1)),
                Named.of("raw", RawObjectClient::new));
    }

    @BeforeEach
    void start() throws IOException {
        origin = EmbeddedS3.start(EmbeddedS3.Options.of(KEYS).with((method, path) -> fault.get()));
        target = new S3Target(origin.endpoint(), "us-east-1", KEYS);
        bucket = OwnBucket.make(target);
    }

    @AfterEach
    void stop() throws IOException {
        fault.set(new OriginFault.None());
        bucket.close();
        origin.close();
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void what_is_put_is_what_is_read(BiFunction<S3Target, String, ObjectClient> driver) throws IOException {
        for (int length : new int[] {1, 1000, 1_000_003}) {
            ObjectContent content = ObjectContent.random(length, length);
            AtomicLong received = new AtomicLong();
            try (ObjectClient client = driver.apply(target, bucket.name())) {
                client.put("k", content);
                client.get("k", content.repeated(1), received::addAndGet);
            }
            assertThat(received).hasValue(length);
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void parts_become_one_object(BiFunction<S3Target, String, ObjectClient> driver) throws IOException {
        ObjectContent part = ObjectContent.random(5 << 20, 1);
        try (ObjectClient client = driver.apply(target, bucket.name())) {
            client.putParts("k", part, 3);
            client.get("k", part.repeated(3), Progress.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void a_wrong_byte_is_a_failure(BiFunction<S3Target, String, ObjectClient> driver) throws IOException {
        try (ObjectClient client = driver.apply(target, bucket.name())) {
            client.put("k", ObjectContent.random(1000, 1));

            assertThatThrownBy(() -> client.get("k", ObjectContent.random(1000, 2).repeated(1), Progress.NONE))
                    .isInstanceOf(IOException.class).hasMessageContaining("wrong bytes");
            assertThatThrownBy(() -> client.get("k", ObjectContent.random(999, 1).repeated(1), Progress.NONE))
                    .isInstanceOf(IOException.class).hasMessageContaining("1000 bytes instead of 999");
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void a_failure_is_told_and_the_next_request_works(BiFunction<S3Target, String, ObjectClient> driver)
            throws IOException {
        ObjectContent content = ObjectContent.random(300_000, 1);
        try (ObjectClient client = driver.apply(target, bucket.name())) {
            client.put("k", content);
            assertThatThrownBy(() -> client.get("missing", content.repeated(1), Progress.NONE))
                    .isInstanceOf(IOException.class).hasMessageContaining("404");

            fault.set(new OriginFault.ResetResponse(100_000));
            assertThatThrownBy(() -> client.get("k", content.repeated(1), Progress.NONE)).isInstanceOf(IOException.class);
            fault.set(new OriginFault.ResetRequest(100_000));
            assertThatThrownBy(() -> client.put("k", content)).isInstanceOf(IOException.class);

            fault.set(new OriginFault.None());
            client.get("k", content.repeated(1), Progress.NONE);
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void an_own_corner_of_a_bucket_is_left_without_a_trace(BiFunction<S3Target, String, ObjectClient> driver)
            throws IOException {
        ObjectContent content = ObjectContent.random(10, 1);
        try (ObjectClient client = driver.apply(target, bucket.name()); var sdk = S3Clients.client(target.endpoint(), KEYS)) {
            client.put("not-ours", content);
            try (OwnBucket corner = OwnBucket.within(target, bucket.name())) {
                client.put(corner.key("a"), content);
                sdk.createMultipartUpload(r -> r.bucket(bucket.name()).key(corner.key("unfinished")));
                Thread.currentThread().interrupt();
            }
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();

            assertThat(sdk.listObjectsV2(r -> r.bucket(bucket.name())).contents()).extracting(o -> o.key())
                    .containsExactly("not-ours");
            assertThat(sdk.listMultipartUploads(r -> r.bucket(bucket.name())).uploads()).isEmpty();
        }
    }
}
