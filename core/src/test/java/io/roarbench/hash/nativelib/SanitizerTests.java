package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The C code under AddressSanitizer and UndefinedBehaviorSanitizer: kernels at every level, files, threads, faults. */
class SanitizerTests {

    private static final String FLAGS = "-g -fsanitize=address,undefined -fno-sanitize-recover=all";

    @TempDir
    private Path folder;

    @Test
    void the_library_runs_clean() throws Exception {
        Path main = Path.of("src/main/c/hash").toAbsolutePath();
        Path selfTest = Path.of("src/test/c/hash_selftest.c").toAbsolutePath();
        assumeTrue(Files.exists(selfTest), "the sources are not beside the tests");
        assumeTrue(sanitizersWork(), "gcc with the address and undefined sanitizers (libasan, libubsan) is missing");

        run(main, List.of("sh", "part.sh"));
        List<String> build = new ArrayList<>(List.of("gcc"));
        build.addAll(List.of(FLAGS.split(" ")));
        build.addAll(List.of("-I" + main, selfTest.toString(), "-o", "selftest", "libroarhash.so",
                "-Wl,-rpath," + folder, "-pthread"));
        run(folder, build);
        assertThat(run(folder, List.of("./selftest", folder.toString()))).endsWith("ok\n");
    }

    private boolean sanitizersWork() throws IOException, InterruptedException {
        Path probe = Files.writeString(folder.resolve("probe.c"), "int main(void) { return 0; }\n");
        List<String> build = new ArrayList<>(List.of("gcc"));
        build.addAll(List.of(FLAGS.split(" ")));
        build.addAll(List.of(probe.toString(), "-o", "probe"));
        try {
            Process compiler = start(folder, build);
            return compiler.waitFor() == 0 && start(folder, List.of("./probe")).waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private Process start(Path where, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("CC", "gcc");
        builder.environment().put("CFLAGS", FLAGS);
        builder.environment().put("OPTIMIZE", "-O1");
        builder.environment().put("OUT", folder.toString());
        return builder.start();
    }

    private String run(Path where, List<String> command) throws IOException, InterruptedException {
        Process process = start(where, command);
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String output = Files.readString(folder.resolve("output"));
        assertThat(ended).as("%s ended within 120 s; it said: %s", command, output).isTrue();
        assertThat(process.waitFor()).as("exit code of %s, which said: %s", command, output).isZero();
        return output;
    }
}
