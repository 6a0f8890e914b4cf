package io.roarbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The lines of {@code roar-bench hash}, side by side with those of the tools that users know. */
class HashCommandTests {

    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String ABC_MD5 = "900150983cd24fb0d6963f7d28e17f72";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"blake3,b3sum", "sha256,sha256sum", "sha512,sha512sum", "md5,md5sum"})
    void prints_what_the_tool_prints(String algorithm, String tool) throws Exception {
        Assumptions.assumeTrue(onPath(tool), tool + " is not installed");
        List<String> files = new ArrayList<>();
        for (int size : new int[] {0, 1, 1023, 1024, 1025, (1 << 20) + 1}) {
            files.add(random("f" + size, size));
        }
        files.add(random("with space", 5));
        files.add(random("new\nline", 5));
        files.add(random("back\\slash", 5));
        if ("UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
            files.add(random("käse-日本", 5));
        }
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(files);
        Process peer = new ProcessBuilder(command).start();
        String expected = new String(peer.getInputStream().readAllBytes(), UTF_8);
        assertThat(peer.waitFor()).isZero();
        assertThat(run(args(List.of("-a", algorithm), files))).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(expected);
    }

    @Test
    void several_algorithms_give_a_line_each_in_their_order() throws IOException {
        String file = abc("f");
        assertThat(run("-a", "sha256", "-a", "md5", file)).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(ABC_SHA256 + "  " + file + "\n" + ABC_MD5 + "  " + file + "\n");
    }

    @Test
    void tags_name_the_algorithm() throws IOException {
        String file = abc("new\nline");
        assertThat(run("--tag", "-a", "md5", file)).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo("\\MD5 (" + file.replace("\n", "\\n") + ") = " + ABC_MD5 + "\n");
    }

    @Test
    void a_dash_or_nothing_is_standard_input() throws IOException {
        String file = abc("f");
        assertThat(run("-a", "md5", file, "-", file)).isZero();
        assertThat(run("-a", "md5")).isZero();
        assertThat(out.toString(UTF_8).lines()).containsExactly(ABC_MD5 + "  " + file, ABC_MD5 + "  -",
                ABC_MD5 + "  " + file, ABC_MD5 + "  -");
    }

    @Test
    void what_cannot_be_hashed_is_an_error_and_the_rest_is_hashed() throws IOException {
        String file = abc("f");
        String missing = folder.resolve("gone\nfile").toString();
        assertThat(run("-a", "md5", folder.toString(), file, missing)).isEqualTo(1);
        assertThat(out.toString(UTF_8)).isEqualTo(ABC_MD5 + "  " + file + "\n");
        assertThat(err.toString(UTF_8).lines()).containsExactly(
                "roar-bench: '" + folder + "': is a directory; name the files in it, e.g. with find",
                "roar-bench: '" + folder + "/gone\\nfile': no such file; check the path");
    }

    @Test
    void json_holds_digests_sources_and_errors() throws IOException {
        String file = abc("quote\"\n");
        assertThat(run("--json", "-a", "md5", "-a", "sha256", "--provider", "jdk", file, folder.toString())).isEqualTo(1);
        JsonNode files = new ObjectMapper().readTree(out.toByteArray());
        assertThat(files.get(0).get("path").textValue()).isEqualTo(file);
        assertThat(files.get(0).get("size").intValue()).isEqualTo(3);
        assertThat(files.get(0).get("digests").get("md5").textValue()).isEqualTo(ABC_MD5);
        assertThat(files.get(0).get("sources").get("sha256").get("provider").textValue()).isEqualTo("jdk");
        assertThat(files.get(0).get("io").textValue()).startsWith("read");
        assertThat(files.get(1).get("error").get("kind").textValue()).isEqualTo("DIRECTORY");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-a,sha1,unknown hash algorithm 'sha1'", "--provider,nativ,unknown hash provider 'nativ'",
            "--io,fast,unknown I/O mode 'fast'", "--threads,-1,threads must be 1 or more"})
    void a_wrong_word_is_wrong_usage(String option, String value, String message) throws IOException {
        assertThat(run(option, value, abc("f"))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(message).hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void a_provider_that_cannot_do_it_here_is_a_failure() throws IOException {
        assertThat(run("--provider", "jdk", "-a", "blake3", abc("f"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("'jdk' cannot compute blake3").hasLineCount(1);
    }

    private int run(String... args) {
        HashCommand command = new HashCommand(new ByteArrayInputStream("abc".getBytes(UTF_8)),
                new PrintStream(out, false, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLine(command).execute(args);
    }

    private static String[] args(List<String> options, List<String> files) {
        List<String> all = new ArrayList<>(options);
        all.addAll(files);
        return all.toArray(String[]::new);
    }

    private String abc(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "abc").toString();
    }

    private String random(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new SplittableRandom(size).nextBytes(content);
        return Files.write(folder.resolve(name), content).toString();
    }

    private static boolean onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
