package io.roarbench.proxy.clients;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client of another maker, as it is installed here. */
record Program(Path file) {

    private static final int LIMIT_SECONDS = 120;

    /** How a run ended, and what it said on both of its streams. */
    record Run(int exit, String text) {
    }

    /** The first of that name on the path with which the probe works. */
    static Optional<Program> find(String name, String... probe) {
        Stream<String> folders = Arrays.stream((System.getenv("PATH") + File.pathSeparator + "/usr/bin")
                .split(File.pathSeparator));
        return folders.map(folder -> Path.of(folder, name)).filter(Files::isExecutable).distinct().map(Program::new)
                .filter(program -> program.run(Path.of("."), Map.of(), probe).exit() == 0).findFirst();
    }

    /** Runs it without anything of this machine's own configuration of S3 clients. */
    Run run(Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path said = null;
        try {
            said = Files.createTempFile("client", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("AWS_") || key.endsWith("CA_BUNDLE")
                    || key.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end: " + Files.readString(said));
            }
            return new Run(process.exitValue(), new String(Files.readAllBytes(said), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        } finally {
            delete(said);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
