package io.roarbench.tracer.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.ptrace.PtraceTracer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTests {

    private static final Map<String, Map<String, String>> STATED =
            Map.of("a", Map.of("read", "true", "bytesRead", "5"), "b", Map.of("created", "true", "written", "true"));

    @Test
    void a_full_report_has_every_fact() {
        Coverage coverage = Coverage.of(STATED, STATED, "");

        assertThat(coverage).isEqualTo(new Coverage(1, 4, 4, 0, Map.of(), 0));
        assertThat(coverage.share()).isEqualTo(1);
    }

    @Test
    void a_missing_or_wrong_fact_counts_as_silent_only_without_a_flag() {
        Map<String, Map<String, String>> given = Map.of("a", Map.of("read", "true", "bytesRead", "4"));

        assertThat(Coverage.of(STATED, given, "")).isEqualTo(new Coverage(1, 4, 1, 1, Map.of(), 1));
        assertThat(Coverage.of(STATED, given, "static-executable"))
                .isEqualTo(new Coverage(1, 4, 1, 1, Map.of("static-executable", 1), 0));
    }

    @Test
    void cases_add_up() {
        Coverage sum = Coverage.sum(List.of(Coverage.of(STATED, STATED, "io-uring"), Coverage.NONE,
                Coverage.of(STATED, Map.of(), "io-uring")));

        assertThat(sum).isEqualTo(new Coverage(2, 8, 4, 0, Map.of("io-uring", 2), 0));
        assertThat(sum.share()).isCloseTo(0.5, within(1e-9));
        assertThat(sum.flaggedCases()).isEqualTo(2);
        assertThat(Coverage.NONE.share()).isNaN();
    }

    @Test
    void the_shipped_programs_run_under_a_tracer(@TempDir Path folder) throws Exception {
        try (ProcessLauncher launcher = ProcessLaunchers.open(); Tracer tracer = new PtraceTracer()) {
            var suite = CoverageSuite.find(launcher, folder);
            assumeTrue(suite.isPresent() && tracer.check().ok(), "needs the C parts and ptrace");
            List<String> readAll = suite.get().cases().stream()
                    .filter(c -> c.get(0).endsWith("-data") && c.get(1).equals("read_all")).findFirst().orElseThrow();

            Coverage coverage = suite.get().run(readAll, tracer, folder);

            assertThat(coverage.cases()).isEqualTo(1);
            assertThat(coverage.facts()).isPositive();
            assertThat(coverage.share()).isEqualTo(1);
            assertThat(coverage.silent()).isZero();
        }
    }
}
