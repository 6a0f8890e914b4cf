package io.roarbench.proxy.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.proxy.signing.AwsSigningSuite.Case;
import io.roarbench.proxy.signing.AwsSigningSuite.Location;
import io.roarbench.proxy.signing.AwsSigningSuite.Message;
import io.roarbench.proxy.wire.HeaderFields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS's signing suite, on what both our signer and our verifier compute with. */
class AwsSigningSuiteTests {

    static List<Case> cases() throws IOException {
        return AwsSigningSuite.cases();
    }

    static Stream<Case> bodySigned() throws IOException {
        return cases().stream().filter(c -> c.location() == Location.HEADER && c.context().get("sign_body").booleanValue());
    }

    static Stream<Case> unnormalised() throws IOException {
        return cases().stream().filter(c -> !c.normalised());
    }

    @Test
    void is_there_whole() throws IOException {
        assertThat(cases()).hasSize(2 * 38);
        assertThat(unnormalised()).hasSizeGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void canonical_request_and_signature_are_those_of_the_suite(Case test) {
        Message signed = test.signedRequest();
        CanonicalRequest canonical = new CanonicalRequest();
        String signature = Hex.of(canonical.begin(signed.method(), path(test, signed), signedQuery(test, signed), false)
                .fields(signed.fields(), names(test, signed))
                .signature(payloadHash(test), amzDate(test), key(test)));

        assertThat(canonical.toString()).isEqualTo(test.text("canonical-request"));
        assertThat(signature).isEqualTo(test.text("signature"));
    }

    @ParameterizedTest
    @MethodSource("bodySigned")
    void authorization_is_that_of_the_suite(Case test) {
        Message plain = Message.of(test.text("request"));
        new RequestSigner(context(test, "region"), context(test, "service")).sign(credentials(test), plain.method(),
                plain.path(), plain.query(), plain.fields(), payloadHash(test), epochSecond(test));

        assertThat(plain.fields().get("authorization")).isEqualTo(test.signedRequest().fields().get("authorization"));
    }

    /** The suite's other rule, as every service but S3 has it, is put before; S3 keys must come out as they are. */
    @ParameterizedTest
    @MethodSource("unnormalised")
    void paths_are_signed_as_they_are(Case test) {
        CanonicalRequest canonical = new CanonicalRequest();
        Message signed = test.signedRequest();
        canonical.begin(signed.method(), signed.path(), "", false).fields(new HeaderFields())
                .signature(payloadHash(test), amzDate(test), key(test));
        assertThat(canonical.toString().split("\n")[1]).isEqualTo(signed.path().replace(" ", "%20"));
    }

    private static String path(Case test, Message message) {
        return test.normalised() ? withoutDots(message.path()) : message.path();
    }

    /** RFC 3986 §5.2.4, and empty segments dropped. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        return "/" + String.join("/", kept) + (path.endsWith("/") && !kept.isEmpty() ? "/" : "");
    }

    private static String signedQuery(Case test, Message message) {
        boolean tokenAfter = test.context().path("omit_session_token").booleanValue();
        return QueryText.without(QueryText.parse(message.query()), name -> name.equals("X-Amz-Signature")
                || tokenAfter && name.equals("X-Amz-Security-Token"));
    }

    private static String[] names(Case test, Message message) {
        if (test.location() == Location.QUERY) {
            return QueryText.parse(message.query()).stream().filter(p -> p.name().equals("X-Amz-SignedHeaders"))
                    .findFirst().orElseThrow().value().split(";");
        }
        return message.fields().get("authorization").replaceAll(".*SignedHeaders=([^,]*),.*", "$1").split(";");
    }

    private static String payloadHash(Case test) {
        boolean signBody = test.context().get("sign_body").booleanValue();
        String body = signBody ? Message.of(test.text("request")).body() : "";
        return Hex.of(CanonicalRequest.sha256().digest(body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    private static SigningKey key(Case test) {
        return SigningKey.derive(credentials(test).secret(), new CredentialScope(amzDate(test).substring(0, 8),
                context(test, "region"), context(test, "service")));
    }

    private static Credentials credentials(Case test) {
        return Credentials.of(test.context().at("/credentials/access_key_id").textValue(),
                test.context().at("/credentials/secret_access_key").textValue());
    }

    private static long epochSecond(Case test) {
        return Instant.parse(context(test, "timestamp")).getEpochSecond();
    }

    private static String amzDate(Case test) {
        return AmzTime.format(epochSecond(test));
    }

    private static String context(Case test, String name) {
        return test.context().get(name).textValue();
    }
}
