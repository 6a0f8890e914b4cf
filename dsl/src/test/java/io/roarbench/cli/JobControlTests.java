package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.linux.process.Stdio;
import io.roarbench.tracer.Check;
import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.TraceReports;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.select.Tracers;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A traced command in a terminal is stopped by Ctrl-Z and goes on by fg as an untraced one, and its report is whole. */
class JobControlTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ebpf", "preload", "ptrace"})
    void ctrl_z_stops_and_fg_goes_on(String name) throws Exception {
        try (Tracer tracer = new Tracers().open(name).orElseThrow()) {
            Check check = tracer.check();
            assumeTrue(check.ok(), () -> name + " can't run here: " + check.summary());
        }
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")) && Files.isExecutable(Path.of("/bin/bash")), "needs python3 and bash");
        Path report = folder.resolve("r.json");
        Path out = folder.resolve("out");
        Command command = Command.of("/usr/bin/python3", Path.of("src/test/resources/jobcontrol.py").toAbsolutePath().toString(),
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Main.class.getName(),
                "trace", "--tracer", name, "-o", report.toString(), "--",
                "sh", "-c", "echo begun; read line; echo $line > copy; echo got $line; exit 7")
                .withDirectory(folder.toRealPath()).withStdio(Stdio.none(), Stdio.file(out), Stdio.file(folder.resolve("err")))
                .withTimeout(Duration.ofSeconds(100), Duration.ofSeconds(1));
        try (ProcessLauncher launcher = ProcessLaunchers.open()) {
            Execution execution = launcher.run(command);

            assertThat(execution.exitCode()).as(Files.readString(folder.resolve("err"))).isZero();
            assertThat(Files.readString(out)).isEqualTo("7\n");
        }
        try (InputStream in = Files.newInputStream(report)) {
            TraceReport traced = new TraceReports().read(in);
            assertThat(traced.incomplete()).isEmpty();
            assertThat(traced.exitCode()).isEqualTo(7);
            assertThat(traced.files()).anyMatch(file -> file.path().endsWith("/copy") && file.bytesWritten() == 6);
        }
    }
}
