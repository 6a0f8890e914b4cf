package io.roarbench.tracer.coverage;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Trace;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceRequest;
import io.roarbench.tracer.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs with which the backends are tested, as a measure of how much each sees: data (reads, writes, copies,
 * mappings), names (renames, links, removals), processes (fork, exec, threads, descriptors handed on), raw (past libc), and the first of
 * these linked statically.
 */
public final class CoverageSuite {

    private static final List<String> PROGRAMS = List.of("data", "names", "processes", "raw", "static");
    private static final int NOT_POSSIBLE_HERE = 77;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final List<List<String>> cases;

    private CoverageSuite(List<List<String>> cases) {
        this.cases = List.copyOf(cases);
    }

    /**
     * Finds the programs and asks each for its cases.
     *
     * @param scratch an existing folder
     * @return empty if the programs were not built
     */
    public static Optional<CoverageSuite> find(ProcessLauncher launcher, Path scratch) throws IOException, InterruptedException {
        List<List<String>> cases = new ArrayList<>();
        for (String name : PROGRAMS) {
            Optional<Path> program = NativeFiles.find("roar-coverage-" + name);
            if (program.isPresent()) {
                Path list = Files.createTempFile(scratch, "cases", ".txt");
                launcher.run(Command.of(program.get().toString(), "--list").withStdio(Stdio.none(), Stdio.file(list), Stdio.none()));
                Files.readAllLines(list).forEach(line -> cases.add(List.of(program.get().toString(), line)));
                Files.delete(list);
            }
        }
        return cases.isEmpty() ? Optional.empty() : Optional.of(new CoverageSuite(cases));
    }

    /** Each case as the command that runs it. */
    public List<List<String>> cases() {
        return cases;
    }

    /**
     * Runs a case in a new folder and compares the report with what the program says.
     *
     * @param scratch an existing, empty folder; what is made in it stays
     * @return {@link Coverage#NONE} if the case is not possible on this file system or kernel
     * @throws IOException if the program or the tracer fails
     */
    public Coverage run(List<String> oneCase, Tracer tracer, Path scratch) throws IOException, InterruptedException {
        Path folder = scratch.resolve("w");
        populate(folder);
        Path said = scratch.resolve("manifest");
        Command command = Command.of(oneCase).withDirectory(folder).withTimeout(LONGEST, Duration.ofSeconds(1))
                .withStdio(Stdio.none(), Stdio.file(said), Stdio.none());
        try (Trace trace = tracer.trace(TraceRequest.of(command))) {
            Execution execution = trace.waitFor();
            TraceReport report = trace.report();
            if (execution.exitCode() == NOT_POSSIBLE_HERE) {
                return Coverage.NONE;
            }
            if (!execution.succeeded()) {
                throw new IOException("the coverage case " + String.join(" ", oneCase) + " ended with exit code "
                        + execution.exitCode() + " under " + tracer.name());
            }
            Manifest manifest = Manifest.parse(Files.readString(said));
            String reason = report.complete() ? "" : report.incomplete().stream().findFirst().orElse("events-dropped");
            return Coverage.of(manifest.files(), manifest.of(report, folder.toRealPath()), reason.split(":")[0]);
        }
    }

    /** Puts the files that every case finds into a folder, which is made. */
    public static void populate(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("d"));
        Files.writeString(folder.resolve("a"), "hello");
        Files.writeString(folder.resolve("d/x"), "dx");
        Files.createSymbolicLink(folder.resolve("l"), Path.of("a"));
        Files.write(folder.resolve("big"), new byte[100_000]);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(p -> !Files.isSymbolicLink(p)).toList()) {
                // Older than any run, for backends that tell created files by their time of birth.
                Files.setLastModifiedTime(path, FileTime.fromMillis(0));
            }
        }
    }
}
