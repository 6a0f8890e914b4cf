package io.roarbench.tracer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fixture programs of src/test/c/fixtures, compiled into target/fixtures when they are newer than what lies there. */
public final class Fixtures {

    private static final Path SOURCES = Path.of("src/test/c/fixtures").toAbsolutePath();
    private static final Path BUILT = Path.of("target/fixtures").toAbsolutePath();

    private Fixtures() {
    }

    /** Every case of the named source files (without ".c"), as "file case". */
    public static List<String> cases(String... files) throws IOException, InterruptedException {
        List<String> cases = new ArrayList<>();
        for (String file : files) {
            Path program = program(file);
            if (program == null) {
                cases.add(file + " (not compiled)");
                continue;
            }
            Path list = Files.createTempFile("cases", ".txt");
            run(Command.of(program.toString(), "--list").withStdio(Stdio.none(), Stdio.file(list), Stdio.none()));
            Files.readAllLines(list).forEach(name -> cases.add(file + " " + name));
            Files.delete(list);
        }
        return cases;
    }

    /** The command line of a case; the test is skipped where there is no C compiler. */
    public static List<String> command(String fixture) throws IOException, InterruptedException {
        String[] words = fixture.split(" ");
        Path program = program(words[0]);
        assumeTrue(program != null, "the fixtures need gcc");
        return List.of(program.toString(), words[1]);
    }

    /** The compiled program; null without a C compiler. */
    public static Path program(String file, String... flags) throws IOException, InterruptedException {
        Path source = SOURCES.resolve(file + ".c");
        Path built = BUILT.resolve(file + String.join("", flags));
        if (upToDate(source, built)) {
            return built;
        }
        if (System.getenv("PATH") == null || Stream.of(System.getenv("PATH").split(":")).noneMatch(
                folder -> Files.isExecutable(Path.of(folder, "gcc")))) {
            return null;
        }
        Files.createDirectories(BUILT);
        Path temporary = Files.createTempFile(BUILT, file, ".tmp");
        List<String> line = new ArrayList<>(List.of("gcc", "-O1", "-o", temporary.toString(), source.toString(), "-pthread"));
        line.addAll(List.of(flags));
        try {
            Path errors = BUILT.resolve(file + ".err");
            Execution gcc = run(Command.of(line).withStdio(Stdio.none(), Stdio.none(), Stdio.file(errors)));
            if (!gcc.succeeded()) {
                throw new IOException(source + " does not compile: " + Files.readString(errors));
            }
            Files.move(temporary, built, StandardCopyOption.REPLACE_EXISTING);
            return built;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static boolean upToDate(Path source, Path built) throws IOException {
        if (!Files.exists(built)) {
            return false;
        }
        long newest = 0;
        for (Path needed : List.of(source, SOURCES.resolve("fixture.h"))) {
            newest = Math.max(newest, Files.getLastModifiedTime(needed).toMillis());
        }
        return Files.getLastModifiedTime(built).toMillis() > newest;
    }

    private static Execution run(Command command) throws IOException, InterruptedException {
        try (ProcessLauncher launcher = ProcessLaunchers.open()) {
            return launcher.run(command);
        }
    }
}
