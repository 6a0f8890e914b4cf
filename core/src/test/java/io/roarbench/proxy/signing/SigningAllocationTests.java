package io.roarbench.proxy.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.proxy.wire.HeaderFields;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What signing and verifying leave behind for the garbage collector. */
class SigningAllocationTests {

    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 20_000;
    private static final int MOST_BYTES = 1_600;
    private static final Credentials KEYS = Credentials.of("AKID", "secret");
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void is_little_for_a_client_that_asks_again_and_again() throws Exception {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean,
                "this Java runtime does not count what a thread allocates");
        var counter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        RequestVerifier verifier = new RequestVerifier(AccessKeys.only(KEYS), () -> 1_440_938_160L);
        RequestSigner signer = new RequestSigner("us-east-1", "s3");
        HeaderFields fields = new HeaderFields().add("Host", "localhost").add("User-Agent", "test")
                .add("amz-sdk-invocation-id", "0").add("amz-sdk-request", "attempt=1; max=1");
        signer.sign(KEYS, "GET", "/bucket/key", "", fields, EMPTY, 1_440_938_160L);
        long before = 0;
        for (int i = 0; i < WARM_UP + REQUESTS; i++) {
            before = i == WARM_UP ? counter.getCurrentThreadAllocatedBytes() : before;
            verifier.verify("GET", "/bucket/key", "", fields);
            signer.sign(KEYS, "GET", "/bucket/key", "", fields, EMPTY, 1_440_938_160L);
        }
        long each = (counter.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
        assertThat(each).as("bytes for each request").isLessThan(MOST_BYTES);
        System.out.println("verify and sign: " + each + " bytes allocated for each request");
    }
}
