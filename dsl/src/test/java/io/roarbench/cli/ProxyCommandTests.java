package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class ProxyCommandTests {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void serves_until_it_is_stopped_and_leaves_only_the_lineage() throws Exception {
        Path lineage = directory.resolve("lineage.jsonl");
        Path credentials = directory.resolve("credentials");
        PipedInputStream lines = new PipedInputStream();
        ProxyCommand command = new ProxyCommand(new PrintStream(new PipedOutputStream(lines)), new PrintStream(errors));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> new CommandLine(command).execute(
                "--lineage", lineage.toString(), "--credentials", credentials.toString()));
        String ready = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8)).readLine();
        assertThat(ready).startsWith("ready endpoint=http://127.0.0.1:").endsWith(" credentials=" + credentials);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials))).isEqualTo("rw-------");

        String[] keys = keys(credentials);
        try (S3Client s3 = client(URI.create(ready.split("[= ]")[2]), keys)) {
            s3.createBucket(b -> b.bucket("bucket"));
            s3.putObject(b -> b.bucket("bucket").key("k"), RequestBody.fromString("hello"));
            assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key("k")).asUtf8String()).isEqualTo("hello");
        }
        command.stop();

        assertThat(exit.get(120, TimeUnit.SECONDS)).isZero();
        assertThat(credentials).doesNotExist();
        assertThat(Files.readAllLines(lineage)).hasSize(3).anyMatch(line -> line.contains("\"effect\":\"read\""));
        assertThat(ready + errors).doesNotContain(keys[1]).contains("3 requests");
        assertThat(Files.readString(lineage)).doesNotContain(keys[1]);
    }

    @Test
    void speaks_tls_and_tells_how_to_trust_it() throws Exception {
        PipedInputStream lines = new PipedInputStream();
        Path tls = directory.resolve("tls");
        ProxyCommand command = new ProxyCommand(new PrintStream(new PipedOutputStream(lines)), new PrintStream(errors));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> new CommandLine(command).execute(
                "--tls", tls.toString()));
        String ready = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8)).readLine();
        command.stop();
        assertThat(exit.get(120, TimeUnit.SECONDS)).isZero();
        assertThat(ready).startsWith("ready endpoint=https://127.0.0.1:").endsWith(" ca=" + tls.resolve("ca.pem"));
        assertThat(errors.toString()).contains("AWS_CA_BUNDLE=" + tls.resolve("ca.pem"), "--ca-cert", "keytool");
        assertThat(tls.resolve("ca.pem")).exists();
    }

    @Test
    void shows_its_figures_on_a_port_of_their_own_on_a_signal_and_at_the_end() throws Exception {
        PipedInputStream lines = new PipedInputStream(64 << 10);
        ProxyCommand command = new ProxyCommand(new PrintStream(new PipedOutputStream(lines)), new PrintStream(errors));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> new CommandLine(command).execute(
                "--metrics", "127.0.0.1:0"));
        BufferedReader out = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
        String ready = out.readLine();
        URI metrics = URI.create(ready.replaceFirst(".* metrics=", ""));
        URI data = URI.create(ready.split("[= ]")[2]);
        HttpClient http = HttpClient.newHttpClient();
        assertThat(http.send(HttpRequest.newBuilder(data).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        String shown = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
        assertThat(shown).contains("\"requests\":1", "\"refused\":1", "\"proxy AccessDenied\":1", "\"p999\":");
        sun.misc.Signal.raise(new sun.misc.Signal("USR1"));
        assertThat(out.readLine()).contains("\"requests\":1", "\"ownTimeNanos\":{\"count\":0");
        command.stop();
        assertThat(out.readLine()).contains("\"requests\":1");
        assertThat(exit.get(120, TimeUnit.SECONDS)).isZero();
    }

    private static String[] keys(Path credentials) throws IOException {
        return Files.readAllLines(credentials).stream().filter(l -> l.contains(" = "))
                .map(l -> l.substring(l.indexOf(" = ") + 3)).toArray(String[]::new);
    }

    private static S3Client client(URI endpoint, String[] keys) {
        return S3Client.builder().endpointOverride(endpoint).region(Region.US_EAST_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keys[0], keys[1])))
                .httpClientBuilder(ApacheHttpClient.builder()).build();
    }

    @Test
    void refuses_what_it_cannot_do() {
        assertThat(execute("--listen", "0.0.0.0:0")).isEqualTo(2);
        assertThat(errors.toString()).contains("loopback");
        assertThat(execute("--listen", "nowhere")).isEqualTo(2);
        assertThat(execute("--upstream", "ftp://x")).isEqualTo(2);
        assertThat(execute("--duty", "most")).isEqualTo(2);
        assertThat(execute("--uploads", "unsigned")).isEqualTo(2);
        assertThat(execute("--metrics", "0.0.0.0:0")).isEqualTo(2);
        assertThat(execute("--metrics", "x")).isEqualTo(2);
        assertThat(execute("--tls-name", "a.example")).isEqualTo(2);
        assertThat(execute("--tls", directory.resolve("t").toString(), "--tls-name", "a b")).isEqualTo(2);
    }

    private int execute(String... arguments) {
        return new CommandLine(new ProxyCommand(new PrintStream(errors), new PrintStream(errors))).execute(arguments);
    }
}
