package io.roarbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.dsl.ScenarioReader;
import io.roarbench.dsl.Settings;
import io.roarbench.environment.EnvironmentReader;
import io.roarbench.linux.NativeFiles;
import io.roarbench.plan.GeneratedFile;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import io.roarbench.report.Pages;
import io.roarbench.result.Result;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTests {

    @Test
    void a_scenario_of_ones_own_reads() throws Exception {
        Plan plan = ScenarioReader.read(Path.of("src/main/scenarios/compare-providers.groovy"),
                new Settings("quick", Map.of("size", "3")));

        assertThat(((HashTrial) plan.experiments().get(0).baseline().trial()).file())
                .isEqualTo(new GeneratedFile(3_000_000, "", 42));
    }

    @Test
    void against_itself_counts_tries() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        int differences = AgainstItself.run(2, 7, new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(differences).isBetween(0, 2);
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("try 2: ratio ")
                .endsWith("no significant difference in " + (2 - differences) + " of 2 tries\n");
    }

    @Test
    void the_proxy_is_measured_from_java() throws Exception {
        Result result = MeasuringTheProxy.measure(MeasuringTheProxy.plan(1000, 6));

        assertThat(result.complete()).isTrue();
        assertThat(result.series()).allSatisfy(series -> {
            assertThat(series.unavailable()).isEmpty();
            assertThat(series.counted()).hasSize(6);
        });
        assertThat(Pages.markdown(result)).contains("| `GetObject` (1000 bytes) |").doesNotContain("n/a");
    }

    @Test
    void a_proxy_that_wastes_five_milliseconds_is_found() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        int found = FindsTenMicroseconds.run(1, 7, Duration.ofMillis(5), new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(text.toString(StandardCharsets.UTF_8)).contains("try 1: ratio ").endsWith("found in 1 of 1 tries\n");
        assertThat(found).isEqualTo(1);
    }

    @Test
    void a_command_of_ones_own_reads_with_a_sweep() throws Exception {
        Plan plan = ScenarioReader.read(Path.of("src/main/scenarios/own-command.groovy"),
                new Settings("quick", Map.of("lines", "10,20")));

        assertThat(plan.experiments()).extracting("id").containsExactly("sort 10", "sort 20");
        assertThat(plan.experiments().get(0).variants()).extracting("name")
                .containsExactly("baseline", "preload", "ptrace", "strace", "control");
    }

    @Test
    void a_command_of_ones_own_is_measured_from_java(@TempDir Path folder) throws Exception {
        Result result = new Runner(folder, paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()),
                RunListener.SILENT, () -> false).run(OwnCommand.plan(3, List.of(10)));

        assertThat(result.find(SeriesId.parse("sort 10/baseline")).orElseThrow().counted()).hasSize(3);
        assertThat(result.find(SeriesId.parse("sort 10/env")).orElseThrow().counted()).hasSize(3);
    }

    @Test
    void known_costs_are_counted() throws Exception {
        Assumptions.assumeTrue(NativeFiles.find("roar-probe").isPresent(), "the probe program was not built");
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        int fewest = KnownCosts.run(1, Path.of("../scenarios/truth.groovy"), new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(fewest).isBetween(0, 1);
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .allMatch(line -> line.matches(".*: recovered in [01] of 1 tries|.*, try 1: known \\d+ ns, measured .*"))
                .filteredOn(line -> line.contains("recovered in")).hasSize(4);
    }

    @Test
    void tracers_are_measured_side_by_side() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        TracersSideBySide.run(1, 200, 2, new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(text.toString(StandardCharsets.UTF_8)).containsAnyOf("ptrace, same CPU to read", "is left out", "nothing to measure");
    }

    @Test
    void baselines_are_compared_with_hyperfine_where_there_is_one() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        new AgainstHyperfine(new PrintStream(text, true, StandardCharsets.UTF_8)).run(1);

        assertThat(text.toString(StandardCharsets.UTF_8)).containsAnyOf("true: roar-bench ", "hyperfine is not installed");
    }
}
