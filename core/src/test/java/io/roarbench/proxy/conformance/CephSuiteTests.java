package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.origin.EmbeddedS3;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The object cases of ceph/s3-tests come out the same directly and through the proxy, test by test, whatever the origin makes
 * of them. The suite is not ours: {@code -Droarbench.s3tests=DIR} names a checkout of it, {@code -Droarbench.s3tests.only=EXPR}
 * narrows it as {@code pytest -k} does.
 */
class CephSuiteTests {

    private static final String SUITE = System.getProperty("roarbench.s3tests");
    private static final String ONLY = System.getProperty("roarbench.s3tests.only", "");
    private static final long LIMIT_MINUTES = 60;
    /** What needs services besides S3's objects, or an origin that knows more than one user. */
    private static final String WITHOUT = "not lifecycle and not encryption and not bucket_encryption and not sse_s3 and not "
            + "object_lock and not bucket_policy and not tagging and not versioning and not s3website and not iam_account and not "
            + "iam_user and not bucket_logging and not cloud_transition and not cloud_restore and not storage_class and not "
            + "object_ownership and not auth_aws2 and not appendobject and not delete_marker";
    private static final Pattern OUTCOME = Pattern.compile("(PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS) \\S+::(\\S+).*");

    @TempDir
    Path directory;

    @Test
    void the_embedded_origin() throws Exception {
        requireSuite();
        try (EmbeddedS3 direct = EmbeddedS3.start(EmbeddedS3.Options.of(EmbeddedConformanceTests.UPSTREAM));
                EmbeddedS3 behind = EmbeddedS3.start(EmbeddedS3.Options.of(EmbeddedConformanceTests.UPSTREAM))) {
            compare("the embedded origin", direct.endpoint(), behind.endpoint());
        }
    }

    @Test
    void s3proxy() throws Exception {
        requireSuite();
        try (S3ProxyServer direct = S3ProxyServer.start(Files.createDirectory(directory.resolve("one")), "filesystem-nio2",
                EmbeddedConformanceTests.UPSTREAM);
                S3ProxyServer behind = S3ProxyServer.start(Files.createDirectory(directory.resolve("two")), "filesystem-nio2",
                        EmbeddedConformanceTests.UPSTREAM)) {
            compare("s3proxy", direct.endpoint(), behind.endpoint());
        }
    }

    private static void requireSuite() {
        assumeTrue(SUITE != null, "needs a checkout of ceph/s3-tests: -Droarbench.s3tests=DIR");
    }

    private void compare(String name, URI direct, URI behind) throws Exception {
        try (S3Proxy proxy = S3Proxy.start(ProxyOptions.of(behind, "us-east-1", EmbeddedConformanceTests.UPSTREAM,
                AccessKeys.only(EmbeddedConformanceTests.CLIENT)))) {
            CompletableFuture<Map<String, String>> first = running("direct", direct, EmbeddedConformanceTests.UPSTREAM);
            CompletableFuture<Map<String, String>> second = running("proxied", proxy.endpoint(),
                    EmbeddedConformanceTests.CLIENT);
            Map<String, String> found = first.get(LIMIT_MINUTES, TimeUnit.MINUTES);
            Map<String, String> proxied = second.get(LIMIT_MINUTES, TimeUnit.MINUTES);
            System.out.printf("ceph/s3-tests at %s: %d tests, %d passed directly, %d through the proxy (%d requests)%n", name,
                    found.size(), passed(found), passed(proxied), proxy.statistics().requests());
            assertThat(found).isNotEmpty();
            assertThat(proxied).isEqualTo(found);
        }
    }

    private static long passed(Map<String, String> outcomes) {
        return outcomes.values().stream().filter("PASSED"::equals).count();
    }

    private CompletableFuture<Map<String, String>> running(String way, URI endpoint, Credentials keys) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(way, endpoint, keys);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private Map<String, String> run(String way, URI endpoint, Credentials keys) throws IOException, InterruptedException {
        Path configuration = Files.writeString(directory.resolve(way + ".conf"), configuration(endpoint, keys));
        Path said = directory.resolve(way + ".txt");
        ProcessBuilder builder = new ProcessBuilder("python3", "-m", "pytest", "-q", "-rA", "--tb=no", "-p",
                "no:cacheprovider", "-m", WITHOUT, "-k", ONLY, "s3tests/functional/test_s3.py",
                "s3tests/functional/test_headers.py").directory(Path.of(SUITE).toFile()).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(Map.of("S3TEST_CONF", configuration.toString(), "NO_PROXY", "*", "no_proxy", "*",
                "AWS_EC2_METADATA_DISABLED", "true"));
        Process process = builder.start();
        process.waitFor();
        Map<String, String> outcomes = new TreeMap<>();
        for (String line : Files.readAllLines(said, StandardCharsets.UTF_8)) {
            Matcher outcome = OUTCOME.matcher(line);
            if (outcome.matches()) {
                outcomes.merge(outcome.group(2), outcome.group(1), (a, b) -> a + "+" + b);
            }
        }
        if (outcomes.isEmpty()) {
            throw new IOException("the suite did not run: " + Files.readString(said));
        }
        return outcomes;
    }

    private static String configuration(URI endpoint, Credentials keys) {
        StringBuilder text = new StringBuilder("[DEFAULT]\nhost = 127.0.0.1\nport = " + endpoint.getPort()
                + "\nis_secure = False\n[fixtures]\nbucket prefix = ceph-{random}-\n");
        for (String user : new String[] {"s3 main", "s3 alt", "s3 tenant", "iam", "iam root", "iam alt root"}) {
            text.append("[").append(user).append("]\naccess_key = ").append(keys.accessKey()).append("\nsecret_key = ")
                    .append(keys.secret()).append("\ndisplay_name = ").append(user).append("\nuser_id = ")
                    .append(user.replace(" ", "")).append("\nemail = a@b.example\ntenant = testx\n");
        }
        return text.toString();
    }
}
