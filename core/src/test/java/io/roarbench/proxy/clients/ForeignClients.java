package io.roarbench.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other makers' clients find through the proxy, in the clear and by TLS, exactly what they find without it; the origin's own
 * failures included.
 */
abstract class ForeignClients {

    static final List<String> WAYS = List.of("direct", "http", "https");

    /** s3proxy takes its body for nothing; whether the client sees that depends on how it sent the checksum. */
    private static final String LOST_AT_S3PROXY = "tail/";
    private static final int LARGE = 9_000_001;
    private static final String ODD = "a b+c%2F ünï'(1)";

    @TempDir
    Path directory;

    private final List<Endpoint> endpoints = new ArrayList<>();

    /** One for each way, so that none sees what clients do on another; all alike. */
    abstract URI origin(String way) throws Exception;

    /** Whether the origin is free of faults, so that all that clients do must come out well. */
    abstract boolean faultless();

    @BeforeEach
    void start() throws Exception {
        for (String way : WAYS) {
            Path own = Files.createDirectory(directory.resolve(way));
            endpoints.add(way.equals("direct") ? Endpoint.direct(own, origin(way))
                    : Endpoint.proxied(own, origin(way), way.equals("https")));
        }
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        Files.write(directory.resolve("large.bin"), large);
        Files.writeString(directory.resolve("small"), "hello");
    }

    @AfterEach
    void stop() {
        for (Endpoint each : endpoints) {
            each.close();
        }
        endpoints.clear();
    }

    private static Program require(Optional<Program> program, String name, String debianPackage) {
        assumeTrue(program.isPresent(), "needs " + name + " (Debian: " + debianPackage + ")");
        return program.orElseThrow();
    }

    /** What the client found is told by the direct run; the others must have found the same. */
    private String sameEverywhere(Function<Endpoint, String> session) {
        List<CompletableFuture<String>> running = endpoints.stream()
                .map(each -> CompletableFuture.supplyAsync(() -> session.apply(each))).toList();
        List<String> found = running.stream().map(CompletableFuture::join).toList();
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(i)).as(endpoints.get(i).name()).isEqualTo(found.get(0));
            assertThat(endpoints.get(i).proxy().statistics().requests()).as("requests through it").isPositive();
        }
        return found.get(0);
    }

    /** One client at one endpoint: what it said, without what differs by place and time. */
    private final class Session {
        private final Program program;
        private final Endpoint endpoint;
        private final Map<String, String> environment;
        private final String[] common;
        private final StringBuilder found = new StringBuilder();

        Session(Program program, Endpoint endpoint, Map<String, String> environment, String... common) {
            this.program = program;
            this.endpoint = endpoint;
            this.environment = environment;
            this.common = common;
        }

        Session run(String... arguments) {
            List<String> all = new ArrayList<>(List.of(common));
            all.addAll(List.of(arguments));
            Program.Run run = program.run(endpoint.directory(), environment, all.toArray(String[]::new));
            found.append("exit ").append(run.exit()).append('\n').append(run.text()
                    .replace(endpoint.uri().toString(), "ENDPOINT").replace(endpoint.directory().toString(), "HERE")
                    .replaceAll("\\d{4}[-/]\\d\\d[-/]\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d)?(\\.\\d+)?", "TIME"));
            return this;
        }

        Session got(String file) {
            try {
                byte[] bytes = Files.readAllBytes(endpoint.directory().resolve(file));
                found.append(file).append(' ').append(bytes.length).append(' ').append(java.util.Arrays.hashCode(bytes))
                        .append('\n');
                return this;
            } catch (NoSuchFileException e) {
                found.append(file).append(" is not there\n");
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String large() {
        return directory.resolve("large.bin").toString();
    }

    private String small() {
        return directory.resolve("small").toString();
    }

    private String largeIs(String file) throws IOException {
        return file + ' ' + LARGE + ' ' + java.util.Arrays.hashCode(Files.readAllBytes(Path.of(large())));
    }

    @Test
    void boto3() throws Exception {
        Program python = require(Program.find("python3", "-c", "import boto3"), "boto3", "python3-boto3");
        Path script = directory.resolve("client.py");
        try (var in = ForeignClients.class.getResourceAsStream("/clients/boto3_client.py")) {
            Files.copy(in, script);
        }
        String found = sameEverywhere(at -> new Session(python, at, at.environment(), script.toString(),
                at.uri().toString()).run(faultless() ? new String[0] : new String[] {LOST_AT_S3PROXY}).found.toString());
        assertThat(found).startsWith("exit 0\n").endsWith("end\n").contains("no key 404 NoSuchKey", "wrong secret 403",
                "multipart (9437184, ", "'\\xfcn\\xefc\\xf8d\\xe9");
        if (faultless()) {
            assertThat(found).doesNotContain("False", "worked", "failed");
        }
    }

    @Test
    void awscli() throws Exception {
        Program aws = require(Program.find("aws", "--version"), "the AWS CLI", "awscli");
        String found = sameEverywhere(at -> new Session(aws, at, at.environment(), "--endpoint-url", at.uri().toString())
                .run("s3", "cp", "--no-progress", large(), "s3://bucket/dir/" + ODD)
                .run("s3api", "copy-object", "--bucket", "bucket", "--key", "copy//./x", "--copy-source", "bucket/dir/" + ODD,
                        "--query", "CopyObjectResult.ETag")
                .run("s3", "cp", "--no-progress", "s3://bucket/copy//./x", "back").got("back")
                .run("s3api", "get-object", "--bucket", "bucket", "--key", "none", "none")
                .found.toString());
        assertThat(found).contains("(NoSuchKey)").doesNotContain("Traceback");
        if (faultless()) {
            assertThat(found).contains(largeIs("back"), "copy//./x");
            assertThat(found.lines().filter("exit 0"::equals)).hasSize(3);
        }
    }

    @Test
    void s3cmd() throws Exception {
        Program s3cmd = require(Program.find("s3cmd", "--version"), "s3cmd", "s3cmd");
        Path empty = Files.createFile(directory.resolve("s3cmd.conf"));
        String found = sameEverywhere(at -> {
            List<String> common = new ArrayList<>(List.of("-c", empty.toString(), "--access_key", at.keys().accessKey(),
                    "--secret_key", at.keys().secret(), "--host", at.address(), "--host-bucket", at.address(),
                    "--no-progress"));
            common.addAll(at.authority() == null ? List.of("--no-ssl") : List.of("--ssl", "--ca-certs=" + at.authority()));
            return new Session(s3cmd, at, at.environment(), common.toArray(String[]::new))
                    .run("--quiet", "put", "--multipart-chunk-size-mb=5", large(), "s3://bucket/dir/" + ODD)
                    .run("--quiet", "put", small(), "s3://bucket/tail//x")
                    .run("--quiet", "cp", "s3://bucket/tail//x", "s3://bucket/copy")
                    .run("--quiet", "get", "s3://bucket/dir/" + ODD, "back").got("back")
                    .run("ls", "--recursive", "--list-md5", "s3://bucket/")
                    .run("--quiet", "get", "s3://bucket/none", "none")
                    .run("--quiet", "del", "s3://bucket/copy").run("ls", "s3://bucket").found.toString();
        });
        assertThat(found).contains(largeIs("back")).doesNotContain("Traceback", "WARNING");
        if (faultless()) {
            assertThat(found).contains("5d41402abc4b2a76b9719d911017c592", "tail//x");
            assertThat(found.lines().filter(line -> line.startsWith("exit ")).filter("exit 0"::equals)).hasSize(7);
        }
    }

    @Test
    void rclone() throws Exception {
        Program rclone = require(Program.find("rclone", "version"), "rclone", "rclone");
        Path tree = directory.resolve("tree");
        Files.createDirectories(tree.resolve("dir ü"));
        Files.copy(Path.of(large()), tree.resolve("dir ü").resolve("large+.bin"));
        Files.write(tree.resolve("empty"), new byte[0]);
        Files.write(tree.resolve(ODD), "hello".getBytes(StandardCharsets.UTF_8));
        Path empty = Files.createFile(directory.resolve("rclone.conf"));
        String found = sameEverywhere(at -> {
            Map<String, String> environment = new HashMap<>(Map.of("RCLONE_CONFIG", empty.toString(), "NO_PROXY", "*",
                    "LC_ALL", "C.UTF-8"));
            Map.of("TYPE", "s3", "PROVIDER", "Other", "ACCESS_KEY_ID", at.keys().accessKey(), "SECRET_ACCESS_KEY",
                    at.keys().secret(), "ENDPOINT", at.uri().toString(), "REGION", "us-east-1", "CHUNK_SIZE", "5Mi",
                    "UPLOAD_CUTOFF", "5Mi").forEach((key, value) -> environment.put("RCLONE_CONFIG_T_" + key, value));
            String[] common = at.authority() == null ? new String[] {"-q", "--retries=1"}
                    : new String[] {"-q", "--retries=1", "--ca-cert", at.authority().toString()};
            return new Session(rclone, at, environment, common)
                    .run("copy", tree.toString(), "t:bucket/in")
                    .run("copyto", "t:bucket/in/dir ü/large+.bin", "t:bucket/copied")
                    .run("lsf", "-R", "--format", "ps", "t:bucket")
                    .run("check", "--download", tree.toString(), "t:bucket/in")
                    .run("copyto", "t:bucket/copied", at.directory().resolve("back").toString()).got("back")
                    .run("cat", "--include", "/none", "t:bucket/none-such/x")
                    .run("purge", "t:bucket").found.toString();
        });
        assertThat(found).contains(largeIs("back"), ODD + ";5", "dir ü/large+.bin;" + LARGE, "empty;0");
        assertThat(found.lines().filter(line -> line.startsWith("exit ")).filter("exit 0"::equals)).hasSizeGreaterThan(5);
    }
}
