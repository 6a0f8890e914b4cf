package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.S3Proxy;
import io.roarbench.proxy.conformance.S3Session.Endpoint;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.origin.EmbeddedS3;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The embedded origin is S3 in every case, and the proxy before it changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedConformanceTests implements ObjectCases, KeyCases, RangeCases, ConditionCases, ListCases, CopyCases,
        DeleteManyCases, MultipartCases {

    static final Credentials CLIENT = Credentials.of("AKIDCLIENT", "client-secret");
    static final Credentials UPSTREAM = Credentials.of("AKIDUPSTREAM", "upstream-secret");

    private final AtomicInteger buckets = new AtomicInteger();
    private EmbeddedS3 origin;
    private S3Proxy proxy;

    @BeforeAll
    void start() throws Exception {
        origin = EmbeddedS3.start(EmbeddedS3.Options.of(UPSTREAM));
        proxy = S3Proxy.start(ProxyOptions.of(origin.endpoint(), "us-east-1", UPSTREAM, AccessKeys.only(CLIENT)));
    }

    @AfterAll
    void stop() throws Exception {
        proxy.close();
        origin.close();
    }

    @Override
    public void everywhere(Case test) throws Exception {
        Transcript direct = passes(test, new Endpoint("direct", origin.endpoint(), UPSTREAM));
        Transcript proxied = passes(test, new Endpoint("through the proxy", proxy.endpoint(), CLIENT));
        assertThat(proxied.lines()).isEqualTo(direct.lines());
    }

    private Transcript passes(Case test, Endpoint endpoint) throws Exception {
        try (S3Session s3 = new S3Session(endpoint, "conformance-" + buckets.incrementAndGet())) {
            s3.createBucket();
            try {
                test.run(s3);
            } catch (AssertionError e) {
                throw new AssertionError(endpoint.name() + ": " + e.getMessage() + "\n"
                        + String.join("\n", s3.transcript().lines()), e);
            }
            return s3.transcript();
        }
    }
}
