package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.conformance.S3Session.Endpoint;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.s3.origin.EmbeddedS3;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same cases at s3proxy: through the proxy all comes out as it does directly, s3proxy's own failures included; and the
 * embedded origin answers as s3proxy does, except where s3proxy is known not to be S3.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ProxyConformanceTests implements ObjectCases, KeyCases, RangeCases, ConditionCases, ListCases, CopyCases,
        DeleteManyCases, MultipartCases {

    private final AtomicInteger buckets = new AtomicInteger();
    private S3ProxyServer server;
    private EmbeddedS3 embedded;
    private S3Proxy proxy;
    private String test;

    /** What a case came to at one endpoint. */
    private record Result(Transcript transcript, AssertionError failure) {

        String verdict() {
            return failure == null ? "passed" : "failed";
        }

        String said() {
            return String.join("\n", transcript.lines()) + (failure == null ? "" : "\n" + failure.getMessage());
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = S3ProxyServer.start(directory, "filesystem-nio2", EmbeddedConformanceTests.UPSTREAM);
        embedded = EmbeddedS3.start(EmbeddedS3.Options.of(EmbeddedConformanceTests.UPSTREAM));
        proxy = S3Proxy.start(ProxyOptions.of(server.endpoint(), "us-east-1", EmbeddedConformanceTests.UPSTREAM,
                AccessKeys.only(EmbeddedConformanceTests.CLIENT)));
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            proxy.close();
            embedded.close();
            server.close();
        }
    }

    @BeforeEach
    void named(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName();
    }

    @Override
    public void everywhere(Case operation) throws Exception {
        Result direct = run(operation, new Endpoint("s3proxy", server.endpoint(), EmbeddedConformanceTests.UPSTREAM));
        Result proxied = run(operation, new Endpoint("through", proxy.endpoint(), EmbeddedConformanceTests.CLIENT));
        Result own = run(operation, new Endpoint("embedded", embedded.endpoint(), EmbeddedConformanceTests.UPSTREAM));
        assertThat(proxied.transcript().lines()).as("through the proxy, against directly")
                .isEqualTo(direct.transcript().lines());
        assertThat(proxied.verdict()).as(proxied.said()).isEqualTo(direct.verdict());
        compared(direct, own);
    }

    private void compared(Result s3proxy, Result own) {
        Map<String, String> known = KnownDifferences.S3PROXY_IS_NOT_S3;
        boolean same = s3proxy.transcript().lines().equals(own.transcript().lines());
        if (known.containsKey(test)) {
            assertThat(same).as("no difference any more, so not to be listed as one: " + known.get(test)).isFalse();
        } else {
            assertThat(own.transcript().lines()).as("the embedded origin, against s3proxy: " + s3proxy.said())
                    .isEqualTo(s3proxy.transcript().lines());
        }
    }

    private Result run(Case operation, Endpoint endpoint) throws Exception {
        try (S3Session s3 = new S3Session(endpoint, "conformance-" + buckets.incrementAndGet())) {
            s3.createBucket();
            AssertionError failure = null;
            try {
                operation.run(s3);
            } catch (AssertionError e) {
                failure = e;
            }
            return new Result(s3.transcript(), failure);
        }
    }
}
