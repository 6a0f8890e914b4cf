package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.s3.client.ObjectContent;
import io.roarbench.s3.client.RawObjectClient;
import io.roarbench.s3.client.S3Target;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.OriginFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A run against an S3 that is not ours leaves it as it was, however the run ends. Our origin stands in for somebody else's. */
@EnabledOnOs(OS.LINUX)
class ForeignEndpointTests {

    private static final Credentials KEYS = IssuedCredentials.issue();

    @TempDir
    private Path folder;

    private final AtomicReference<OriginFault> fault = new AtomicReference<>(new OriginFault.None());
    private EmbeddedS3 endpoint;
    private S3Client owner;

    @BeforeEach
    void start() throws Exception {
        endpoint = EmbeddedS3.start(EmbeddedS3.Options.of(KEYS)
                .with((method, path) -> method.equals("GET") && path.contains("/read-") ? fault.get() : new OriginFault.None()));
        owner = S3Client.builder().endpointOverride(endpoint.endpoint()).region(Region.US_EAST_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEYS.accessKey(), KEYS.secret())))
                .build();
        owner.createBucket(r -> r.bucket("theirs"));
        try (RawObjectClient client = new RawObjectClient(new S3Target(endpoint.endpoint(), "us-east-1", KEYS), "theirs")) {
            client.put("precious", ObjectContent.random(10, 1));
        }
    }

    @AfterEach
    void stop() throws Exception {
        owner.close();
        endpoint.close();
    }

    private Process run(String bucket, String operation, String policy) throws Exception {
        Path scenario = Files.writeString(folder.resolve("s.groovy"), """
                s3('x') {
                    endpoint '%s'
                    bucket '%s'
                    %s
                    direct()
                    proxied()
                    %s
                }
                """.formatted(endpoint.endpoint(), bucket, operation, policy));
        return ProgramUnderTest.startInGroupOfItsOwn(folder, folder.resolve("stderr"),
                Map.of("AWS_ACCESS_KEY_ID", KEYS.accessKey(), "AWS_SECRET_ACCESS_KEY", KEYS.secret()),
                "run", scenario.toString(), "--out", folder.resolve("out").toString());
    }

    private void assertAsItWas() {
        assertThat(owner.listBuckets().buckets()).extracting(b -> b.name()).containsExactly("theirs");
        assertThat(owner.listObjectsV2(r -> r.bucket("theirs")).contents()).extracting(o -> o.key()).containsExactly("precious");
        assertThat(owner.listMultipartUploads(r -> r.bucket("theirs")).uploads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT, '', getObject 1.KB", "TERM, '', 'multipartUpload 512.MB, 8.MB'", "INT, theirs, 'multipartUpload 512.MB, 8.MB'",
        "TERM, theirs, putObject 1.MB"})
    void a_run_that_is_ended_leaves_nothing(String signal, String bucket, String operation) throws Exception {
        Process process = run(bucket, operation, "rounds 100000\nbudget 10.minutes\nwarmUp 0");

        awaitWrites(process);
        // Ctrl-C in a terminal goes to the whole group, SIGTERM to the one that was started.
        String whom = (signal.equals("INT") ? "-" : "") + process.pid();
        new ProcessBuilder("kill", "-" + signal, "--", whom).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertAsItWas();
    }

    /** Waits until the run has written something, and is at work on it. */
    private void awaitWrites(Process process) throws Exception {
        Eventually.holds("the run writes something", process::info, () -> traces() > 0);
    }

    private long traces() {
        return owner.listBuckets().buckets().stream().filter(b -> b.name().startsWith("roar-bench-"))
                .mapToLong(b -> owner.listObjectsV2(r -> r.bucket(b.name())).contents().size()).sum()
                + owner.listObjectsV2(r -> r.bucket("theirs")).contents().size() - 1
                + owner.listMultipartUploads(r -> r.bucket("theirs")).uploads().size();
    }

    @Test
    void a_run_that_fails_leaves_nothing() throws Exception {
        fault.set(new OriginFault.Refuse(S3Error.AccessDenied));

        Process process = run("", "getObject 1.KB", "rounds 2");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertAsItWas();
    }

    @Test
    void a_run_to_its_end_leaves_nothing() throws Exception {
        Process process = run("theirs", "putObject 10.KB", "rounds 2\nwarmUp 0");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertAsItWas();
    }
}
