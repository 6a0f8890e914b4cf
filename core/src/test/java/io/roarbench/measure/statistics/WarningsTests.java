package io.roarbench.measure.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.roarbench.measure.statistics.Warning.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarningsTests {

    @Test
    void a_quiet_series_warns_of_nothing() {
        double[] samples = new Simulated(3).times(Simulated.Shape.NORMAL, 30);

        assertThat(warnings(samples, 0.05)).isEmpty();
    }

    @Test
    void too_few_samples_warn_of_nothing_else() {
        List<Warning> warnings = warnings(new double[] {1, 2, 300}, 0.01);

        assertThat(warnings).extracting(Warning::kind).containsExactly(Kind.TOO_FEW_SAMPLES);
        assertThat(warnings.get(0).subject()).isEqualTo("git status");
        assertThat(warnings.get(0).text()).isEqualTo("3 samples are too few for a 95 % interval, which needs 6");
        assertThat(warnings.get(0).values()).containsExactly(entry("needed", 6.0), entry("samples", 3.0));
    }

    @Test
    void a_wide_interval_says_how_many_rounds_would_do() {
        double[] samples = new Simulated(3).times(Simulated.Shape.NORMAL, 30);

        Warning warning = warnings(samples, 0.01).get(0);

        assertThat(warning.kind()).isEqualTo(Kind.WIDE_INTERVAL);
        assertThat(warning.values()).containsEntry("wanted", 0.01).containsKeys("relativeHalfWidth", "rounds");
        assertThat(warning.values().get("rounds")).isGreaterThan(30);
    }

    @Test
    void an_interval_around_0_has_no_width_in_percent() {
        List<Warning> warnings = warnings(new double[] {-3, 2, 1, -1, -2, 3}, 0.01);

        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.WIDE_INTERVAL);
            assertThat(warning.text()).contains("around 0");
        });
    }

    @Test
    void outliers_are_counted() {
        double[] samples = new Simulated(3).times(Simulated.Shape.NORMAL, 30);
        samples[4] = 3;
        samples[20] = 4;

        assertThat(warnings(samples, 0)).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.OUTLIERS);
            assertThat(warning.values()).contains(entry("severe", 2.0), entry("samples", 30.0));
            assertThat(warning.text()).startsWith("2 of 30 samples are severe outliers");
        });
    }

    @Test
    void drift_is_stated_in_percent() {
        Simulated simulated = new Simulated(1);
        double[] samples = IntStream.range(0, 30).mapToDouble(i -> 1 + 0.01 * i + 0.01 * simulated.gaussian()).toArray();

        assertThat(warnings(samples, 0)).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.DRIFT);
            assertThat(warning.text()).contains("lies 1").contains("% above the first");
            assertThat(warning.values().get("pValue")).isLessThan(0.01);
        });
    }

    @Test
    void a_sure_but_tiny_drift_is_not_worth_a_warning() {
        assertThat(warnings(IntStream.range(0, 30).mapToDouble(i -> 1 + 0.0001 * i).toArray(), 0)).isEmpty();
    }

    @Test
    void a_slow_first_run_is_named_beside_the_outlier_that_it_is() {
        double[] samples = new Simulated(3).times(Simulated.Shape.NORMAL, 30);
        samples[0] = 2;

        assertThat(warnings(samples, 0)).extracting(Warning::kind).containsExactly(Kind.OUTLIERS, Kind.FIRST_RUN);
    }

    @Test
    void what_was_seen_beside_the_samples_has_its_warnings() {
        assertThat(Warnings.voidSamples("ptrace", 2, 30, "exit code 1").text())
                .isEqualTo("2 of 30 trials do not count; the first because: exit code 1");
        assertThat(Warnings.steal("machine", 0.031).text()).isEqualTo("the hypervisor took 3.1 % of the CPU time");
        assertThat(Warnings.throttled("machine", 3).values()).containsExactly(entry("times", 3.0));
        assertThat(Warnings.notSettled("blake3", 50).kind()).isEqualTo(Kind.NOT_SETTLED);
    }

    @Test
    void a_reason_may_hold_a_percent_sign() {
        assertThat(Warnings.voidSamples("s3", 1, 2, "disk 100 % full %d").text()).endsWith("disk 100 % full %d");
    }

    private static List<Warning> warnings(double[] samples, double wanted) {
        return Warnings.of("git status", samples, Bootstrap.median(samples, 1), wanted);
    }
}
