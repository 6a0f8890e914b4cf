package io.roarbench.tracer.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.process.Command;
import io.roarbench.tracer.ptrace.PtraceTracer;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCounterTests {

    @Test
    void counts_what_the_report_tells_and_says_what_it_does_not(@TempDir Path folder) throws Exception {
        try (ReportCounter counter = new ReportCounter(new PtraceTracer())) {
            Assumptions.assumeTrue(counter.check().ok(), counter.check().summary());

            CallCounts counts = counter.count(Command.of("sh", "-c", "(:; :) ; echo a > a; mv a b; rm b; cat /etc/passwd")
                    .withDirectory(folder));

            assertThat(counts.source()).isEqualTo("report of ptrace");
            assertThat(counts.of(CallKind.EXEC)).isEqualTo(4);
            assertThat(counts.of(CallKind.FORK)).isEqualTo(1);
            assertThat(counts.of(CallKind.NAME)).isEqualTo(2);
            assertThat(counts.of(CallKind.READ)).isGreaterThanOrEqualTo(1);
            assertThat(counts.of(CallKind.OPEN)).isGreaterThan(4);
            assertThat(counts.programs()).anyMatch(program -> program.endsWith("/cat"));
            assertThat(counts.caveats()).singleElement().asString().contains("too low");
        }
    }
}
