package io.roarbench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.lineage.LineageJournal;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.RawHttp;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.S3Clients;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Nothing that a proxy writes or answers has a secret, a token or a signature in it. */
class SecretsTests {

    private static final Credentials GUEST = new Credentials("GUESTKEY", "guest-secret", "guest-token");
    private static final Credentials OWN = Credentials.of("OWNKEY", "own-secret");

    private final StringBuilder said = new StringBuilder();

    @Test
    void are_nowhere_in_what_it_says() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        ByteArrayOutputStream lineage = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true));
        System.setErr(new PrintStream(console, true));
        String presigned;
        try (LineageJournal journal = new LineageJournal(lineage, 1000);
                EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(OWN))) {
            try (S3Client s3 = S3Clients.client(origin.endpoint(), OWN)) {
                s3.createBucket(b -> b.bucket("bucket"));
            }
            ProxyOptions options = ProxyOptions.of(origin.endpoint(), "us-east-1", OWN, AccessKeys.only(GUEST)).with(journal);
            said.append(options).append(GUEST).append(OWN).append(IssuedCredentials.issue());
            try (S3Proxy proxy = S3Proxy.start(options)) {
                requests(proxy);
                presigned = presigned(proxy);
                said.append(proxy).append(proxy.statistics()).append(proxy.statistics().json());
                proxy.stop(Duration.ofSeconds(5));
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        said.append(lineage.toString(StandardCharsets.UTF_8)).append(console.toString(StandardCharsets.UTF_8));
        assertThat(said.toString()).contains("GetObject", "PutObject", "SignatureDoesNotMatch").doesNotContain("guest-secret",
                "own-secret", "guest-token", "AWS4-HMAC-SHA256", "X-Amz-Signature", "X-Amz-Credential", presigned);
        assertThat(said.toString()).doesNotContainPattern("[0-9a-f]{64}");
    }

    private void requests(S3Proxy proxy) throws Exception {
        for (Credentials who : new Credentials[] {GUEST, OWN, new Credentials("GUESTKEY", "guess", "guest-token"),
            new Credentials("GUESTKEY", "guest-secret", "other")}) {
            for (String target : new String[] {"/bucket/k", "/bucket/none", "/no-such-bucket/k?versionId=1", "/bucket?delete"}) {
                for (String method : new String[] {"PUT", "GET", "POST", "PATCH"}) {
                    exchange(proxy, who, method, target);
                }
            }
        }
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            said.append(http.raw("GET /bucket/k?X-Amz-Signature=abc HTTP/1.1\r\nHost: h\r\nAuthorization: AWS4-HMAC-SHA256 x\r\n"
                    + "Broken header guest-secret\r\n\r\n").exchange().text());
        }
    }

    private void exchange(S3Proxy proxy, Credentials who, String method, String target) throws Exception {
        try (RawHttp http = new RawHttp(proxy.endpoint())) {
            RawHttp.Answer answer = http.signed(who, method, target, new HeaderFields().add("Host", "h")
                    .add("Content-Length", "0"), "UNSIGNED-PAYLOAD").exchange();
            said.append(answer.fields()).append(answer.text()).append('\n');
        }
    }

    /** @return its signature */
    private String presigned(S3Proxy proxy) throws Exception {
        try (S3Presigner presigner = S3Clients.presigner(proxy.endpoint(), Credentials.of("GUESTKEY", "guest-secret"))) {
            URI get = presigner.presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(b -> b.bucket("bucket").key("k"))).url().toURI();
            try (RawHttp http = new RawHttp(proxy.endpoint())) {
                said.append(http.raw("GET " + get.getRawPath() + "?" + get.getRawQuery() + " HTTP/1.1\r\nHost: "
                        + get.getAuthority() + "\r\n\r\n").exchange().text());
            }
            return get.getRawQuery().replaceAll(".*X-Amz-Signature=([0-9a-f]+).*", "$1");
        }
    }
}
