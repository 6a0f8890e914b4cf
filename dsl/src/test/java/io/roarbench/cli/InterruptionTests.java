package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.result.Result;
import io.roarbench.result.ResultFile;
import io.roarbench.result.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTests {

    private static final String TWO_PARTS = """
            hashing('first') {
                file 10.KB
                variant('md5') { algorithm 'md5'; provider 'jdk' }
                rounds 7
                warmUp 0
            }
            hashing('second') {
                file 200.MB
                variant('bouncycastle') { algorithm 'sha256'; provider 'bouncycastle' }
                rounds SECOND
                budget 10.minutes
                warmUp 0
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void interrupting_writes_what_was_measured_and_resuming_goes_on() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "signals are sent by kill(1), which this system may lack");
        Path scenario = Files.writeString(folder.resolve("two.groovy"), TWO_PARTS.replace("SECOND", "1000"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path out = folder.resolve("out");
        Process process = ProgramUnderTest.start(temporary, "run", scenario.toString(), "--out", out.toString());

        ProgramUnderTest.awaitLine(process, "[1/2] first: 7 rounds");
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        Result cut = ResultFile.read(out);
        assertThat(cut.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(cut.series().get(0).counted()).hasSize(7);
        assertThat(Files.readString(out.resolve("page.md"))).contains("**Incomplete**");
        assertThat(temporary.toFile().list()).as("files left behind").isEmpty();

        Path journal = out.resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replace("\"minRounds\":1000,\"maxRounds\":1000", "\"minRounds\":1,\"maxRounds\":1"));
        Process resumed = ProgramUnderTest.start(temporary, "run", "--resume", out.toString());
        assertThat(resumed.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(resumed.exitValue()).isZero();
        assertThat(ResultFile.read(out).status()).isEqualTo(Status.COMPLETE);
        assertThat(journal).doesNotExist();
    }
}
