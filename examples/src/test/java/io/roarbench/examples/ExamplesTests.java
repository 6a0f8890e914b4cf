package io.roarbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.dsl.ScenarioReader;
import io.roarbench.dsl.Settings;
import io.roarbench.plan.GeneratedFile;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Plan;
import io.roarbench.report.Pages;
import io.roarbench.result.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
