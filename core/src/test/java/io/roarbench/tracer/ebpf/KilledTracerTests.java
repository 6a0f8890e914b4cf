package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.bpf.LoadedPrograms;
import io.roarbench.tracer.Check;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A JVM that is killed in the middle of a trace leaves nothing behind. */
class KilledTracerTests {

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    @Test
    void no_program_stays_in_the_kernel_and_no_command_goes_on() throws Exception {
        try (EbpfTracer tracer = new EbpfTracer()) {
            Check check = tracer.check();
            Assumptions.assumeTrue(check.ok(), "eBPF cannot be used here: " + check.summary());
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", classPath,
                TracedSleep.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8)) {
            String command = output.readLine();
            assertThat(command).as("process id of the traced command").isNotNull();
            Set<Integer> programs = programsOf(jvm.pid());
            assertThat(programs).hasSizeGreaterThanOrEqualTo(4);
            assertThat(new LoadedPrograms().ids()).containsAll(programs);

            jvm.destroyForcibly().waitFor();

            eventually("the command ends", () -> !isRunning(command));
            eventually("the programs go", () -> new LoadedPrograms().ids().stream().noneMatch(programs::contains));
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** What the process' descriptors of programs and attachments say. */
    private static Set<Integer> programsOf(long pid) throws IOException {
        Set<Integer> ids = new TreeSet<>();
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
            for (Path descriptor : descriptors.toList()) {
                for (String line : lines(descriptor)) {
                    if (line.startsWith("prog_id:")) {
                        ids.add(Integer.parseInt(line.substring(8).strip()));
                    }
                }
            }
        }
        return ids;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return List.of(); // closed meanwhile: before it was opened here, or before it was read
        }
    }

    /** A zombie that nobody waits for here does not run. */
    private static boolean isRunning(String pid) throws IOException {
        return lines(Path.of("/proc/" + pid + "/status")).stream()
                .anyMatch(line -> line.startsWith("State:") && !line.contains("zombie"));
    }

    /** The kernel frees programs, and the fork server kills, a little later. */
    private static void eventually(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(5);
        }
    }
}
