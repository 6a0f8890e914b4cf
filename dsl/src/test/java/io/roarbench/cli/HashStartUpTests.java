package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a short command does not load cannot make it slow. */
class HashStartUpTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"blake3", "sha256"})
    void hashing_touches_no_class_of_groovy_netty_the_aws_sdk_jackson_or_mathematics_and_starts_neither_picocli_nor_jna(String algorithm)
            throws Exception {
        Path file = Files.writeString(folder.resolve("small"), "abc");
        Path log = folder.resolve("classes");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + "::filecount=0", "-cp",
                System.getProperty("java.class.path") + File.pathSeparator, Main.class.getName(), "hash", "-a", algorithm,
                file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).isZero();
        assertThat(output).endsWith("  " + file + "\n");
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains("io.roarbench.hash.Hasher"));
        assertThat(loaded).noneMatch(line -> line.contains("groovy.")
                || line.contains(" picocli.CommandLine ") || line.contains("com.sun.jna.Native ") || line.contains("io.netty.")
                || line.contains("software.amazon.") || line.contains("com.fasterxml.jackson.")
                || line.contains("org.apache.commons.math"));
    }
}
