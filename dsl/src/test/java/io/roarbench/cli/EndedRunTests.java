package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.bpf.LoadedPrograms;
import io.roarbench.result.ResultFile;
import io.roarbench.result.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is interrupted or killed while it measures, in each part of the page: what it leaves, and how it goes on. */
class EndedRunTests {

    private static final int MANY = 9_999;

    /** What is being measured when the run is ended. */
    enum Part {
        TRACERS("workload('x') { command 'sleep', '0.05'; tracers 'ebpf', 'preload', 'ptrace'; POLICY }", 8),
        PROXY("s3('x') { getObject 1.MB; requests 5; direct(); proxied(); POLICY }", 6),
        HASHES("hashing('x') { file 50.MB; variant('md5') { algorithm 'md5' }; variant('sha256') { algorithm 'sha256' }; POLICY }", 6);

        private final String experiment;
        private final int samples;

        Part(String experiment, int samples) {
            this.experiment = experiment;
            this.samples = samples;
        }

        String scenario() {
            return experiment.replace("POLICY", "rounds " + MANY + "; budget 1.hours; warmUp 0");
        }
    }

    @TempDir
    private Path folder;

    private Path temporary;
    private Path out;
    private Process process;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "signals and folder locks are those of Linux");
        temporary = Files.createDirectory(folder.resolve("tmp"));
        out = folder.resolve("out");
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A terminal's Ctrl-C reaches the helpers and the commands, too. */
    @ParameterizedTest
    @CsvSource({"TRACERS, INT, 130", "PROXY, INT, 130", "HASHES, INT, 130", "TRACERS, TERM, 143"})
    void interrupted_with_its_whole_process_group_it_writes_a_marked_result_and_leaves_nothing(
            Part part, String signal, int exitCode) throws Exception {
        begin(part);
        List<ProcessHandle> helpers = process.descendants().toList();
        Set<Integer> programs = programsOf(process.pid());

        new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid()).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(ResultFile.read(out).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(ResultFile.read(out).series()).anySatisfy(s -> assertThat(s.counted()).isNotEmpty());
        assertThat(Files.readString(out.resolve("page.md"))).contains("**Incomplete**");
        assertThat(temporary).isEmptyDirectory();
        nothingIsLeft(helpers, programs);
        goesOn(part);
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void killed_it_leaves_no_process_and_no_program_and_its_files_are_swept_when_it_goes_on(Part part) throws Exception {
        begin(part);
        List<ProcessHandle> helpers = process.descendants().toList();
        Set<Integer> programs = programsOf(process.pid());
        Set<String> sharedMemory = sharedMemory();

        process.destroyForcibly().waitFor();

        nothingIsLeft(helpers, programs);
        assertThat(sharedMemory()).isSubsetOf(sharedMemory);
        goesOn(part);
    }

    private void begin(Part part) throws Exception {
        Path scenario = Files.writeString(folder.resolve("part.groovy"), part.scenario());
        process = ProgramUnderTest.startInGroupOfItsOwn(temporary, folder.resolve("stderr"), "run", scenario.toString(),
                "--out", out.toString());
        Path journal = out.resolve("journal.jsonl");
        Eventually.holds("samples in the journal", () -> lines(folder.resolve("stderr")),
                () -> lines(journal).size() > part.samples || !process.isAlive());
        assertThat(process.isAlive()).as(() -> "it runs; it said " + lines(folder.resolve("stderr"))).isTrue();
    }

    private static void nothingIsLeft(List<ProcessHandle> helpers, Set<Integer> programs) throws Exception {
        for (ProcessHandle helper : helpers) {
            Eventually.holds("a helper ends", helper::info, () -> !isRunning(helper.pid()));
        }
        if (!programs.isEmpty()) {
            Eventually.holds("BPF programs go", () -> programs,
                    () -> new LoadedPrograms().ids().stream().noneMatch(programs::contains));
        }
    }

    /** With one more round, which is then the last. */
    private void goesOn(Part part) throws Exception {
        Path journal = out.resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replace(
                "\"minRounds\":" + MANY + ",\"maxRounds\":" + MANY, "\"minRounds\":1,\"maxRounds\":1"));
        process = ProgramUnderTest.startInGroupOfItsOwn(temporary, folder.resolve("stderr"), "run", "--resume", out.toString());

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> part + ": " + lines(folder.resolve("stderr"))).isZero();
        assertThat(ResultFile.read(out).status()).isEqualTo(Status.COMPLETE);
        assertThat(journal).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }

    private static Set<Integer> programsOf(long pid) throws IOException {
        Set<Integer> ids = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
            descriptors.flatMap(d -> lines(d).stream()).filter(line -> line.startsWith("prog_id:"))
                    .forEach(line -> ids.add(Integer.parseInt(line.substring("prog_id:".length()).strip())));
        }
        return ids;
    }

    private static Set<String> sharedMemory() {
        String[] names = Path.of("/dev/shm").toFile().list();
        return names == null
                ? Set.of()
                : Stream.of(names).filter(name -> name.contains("roar")).collect(Collectors.toSet());
    }

    /** A zombie that nobody waits for here does not run. */
    private static boolean isRunning(long pid) {
        return lines(Path.of("/proc/" + pid + "/status")).stream()
                .anyMatch(line -> line.startsWith("State:") && !line.contains("zombie"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException endedWhileRead) {
            return List.of();
        }
    }
}
