package io.roarbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenario pack, from a jar, in a folder where nothing else is. */
class PackTests {

    private static final Path RESOURCES = Path.of("src/main/resources");

    @TempDir
    private Path folder;

    @Test
    void a_pack_is_read_from_its_jar_with_what_it_includes() throws Exception {
        Path jar = jar();

        String plan = roarBench(jar, "plan", "team/all.groovy", "--set", "lines=7", "--set", "files=3");

        assertThat(plan).contains("tokenise: 8 to 30 rounds", "archive: 8 to 30 rounds");
        assertThat(plan).contains("-tokenise.sh text");
    }

    @Test
    void a_program_in_the_pack_can_be_started() throws Exception {
        String plan = roarBench(jar(), "plan", "--json", "team/jobs/tokenise.groovy");

        Matcher script = Pattern.compile("\"([^\"]*-tokenise\\.sh)\"").matcher(plan);
        assertThat(script.find()).as(plan).isTrue();
        Path text = Files.writeString(folder.resolve("text"), "a b a\n");
        Process process = new ProcessBuilder("sh", script.group(1), text.toString()).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(words.lines().map(String::strip)).containsExactly("2 a", "1 b");
    }

    private Path jar() throws Exception {
        Path jar = folder.resolve("pack.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(RESOURCES.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private String roarBench(Path jar, String... arguments) throws Exception {
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(Path.of("target").toAbsolutePath()))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", others + File.pathSeparator + jar, "io.roarbench.cli.Main"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output;
    }
}
