package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.select.Tracers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a run whose JVM is killed by SIGKILL, and what the next run does about it. */
class KilledRunTests {

    @TempDir
    private Path folder;

    @Test
    void its_files_are_swept_by_the_next_run_and_its_samples_can_be_resumed() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "folders are locked by flock(2), which this system may lack");
        Path scenario = Files.writeString(folder.resolve("two.groovy"), """
                hashing('first') {
                    file 10.KB
                    variant('md5') { algorithm 'md5'; provider 'jdk' }
                    rounds 7
                    warmUp 0
                }
                hashing('second') {
                    file 100.MB
                    variant('bouncycastle') { algorithm 'sha256'; provider 'bouncycastle' }
                    rounds 1000
                    budget 10.minutes
                    warmUp 0
                }
                """);
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path out = folder.resolve("out");
        Process process = ProgramUnderTest.start(temporary, "run", scenario.toString(), "--out", out.toString());
        ProgramUnderTest.awaitLine(process, "[1/2] first: 7 rounds");
        process.destroyForcibly().waitFor();
        List<Path> left = children(temporary);
        assertThat(left).as("files of the killed run").isNotEmpty();

        Path journal = out.resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal)
                .replace("\"minRounds\":1000,\"maxRounds\":1000", "\"minRounds\":1,\"maxRounds\":1"));
        Process resumed = ProgramUnderTest.start(temporary, "run", "--resume", out.toString());
        ProgramUnderTest.awaitLine(resumed, "warning: removed " + left.get(0));

        assertThat(resumed.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(resumed.exitValue()).isZero();
        assertThat(children(temporary)).isEmpty();
    }

    @Test
    void the_command_it_was_measuring_is_gone() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "commands are found in /proc, which this system may lack");
        Path scenario = Files.writeString(folder.resolve("sleep.groovy"), """
                workload('sleep') {
                    command 'sleep', '%s'
                    rounds 3
                    warmUp 0
                }
                """.formatted(mark(1)));
        endsWithItsProgram(mark(1), "run", scenario.toString(), "--out", folder.resolve("out").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ebpf", "preload", "ptrace"})
    void the_command_it_was_tracing_is_gone(String tracer) throws Exception {
        assumeTrue(runsHere(tracer), "the tracer '" + tracer + "' cannot run here");
        endsWithItsProgram(mark(tracer.length()), "trace", "--tracer", tracer, "--", "sleep", mark(tracer.length()));
    }

    private void endsWithItsProgram(String mark, String... arguments) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process process = ProgramUnderTest.start(temporary, arguments);
        ProcessHandle sleeping = awaitCommand(process, mark);

        process.destroyForcibly().waitFor();

        sleeping.onExit().get(120, TimeUnit.SECONDS);
        assertThat(sleeping.isAlive()).isFalse();
    }

    /** A number of seconds that no other command on this machine sleeps for. */
    private static String mark(int number) {
        return Long.toString(100_000_000 + ProcessHandle.current().pid() * 10 + number);
    }

    private static boolean runsHere(String name) throws Exception {
        try (Tracer tracer = new Tracers().open(name).orElseThrow()) {
            return tracer.check().ok();
        }
    }

    private static ProcessHandle awaitCommand(Process program, String mark) throws InterruptedException {
        while (program.isAlive()) {
            var found = ProcessHandle.allProcesses()
                    .filter(p -> p.info().command().orElse("").endsWith("/sleep")
                            && List.of(p.info().arguments().orElse(new String[0])).contains(mark))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the run ended before its command began, with exit code " + program.exitValue());
    }

    private static List<Path> children(Path folder) throws Exception {
        try (var paths = Files.list(folder)) {
            return paths.filter(p -> p.getFileName().toString().startsWith("roar-bench")).toList();
        }
    }
}
