package io.roarbench.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roarbench.linux.process.Execution;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.predict.Prediction.Fit;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ForecastsTests {

    private static final Function<String, List<String>> SEES_ALL = tracer -> List.of();
    private static final Execution ENDED = new Execution(1, 0, 0, false, 0, 1, 1, 1, 1, 0, 0, 0, 0, "fork-server");

    /** Cheap but dear to start, in the process, and slow. */
    private final Calibration calibration = Calibrations.of(
            Calibrations.backend("ebpf", false, 3e6, Map.of(CallKind.READ, 250.0), 1000, 0),
            Calibrations.backend("preload", false, 1e6, Map.of(CallKind.READ, 20.0, CallKind.EXEC, 250_000.0), 1000, 0),
            Calibrations.backend("ptrace", true, 1e6, Map.of(CallKind.READ, 20_000.0), 1000, 0),
            new Calibration.Backend("broken", "no such kernel", false, Map.of(), Map.of(), 0));

    private static Profile profile(long reads, double millis, double cpus) {
        double[] times = new double[9];
        Arrays.fill(times, millis * 1e6);
        CallCounts counts = new CallCounts("a counter", Map.of(CallKind.READ, reads, CallKind.EXEC, 1L), new TreeSet<>(),
                Set.of(), List.of(), ENDED);
        return new Profile(List.of("work"), counts, times, cpus * millis * 1e6);
    }

    private Forecast forecast(Profile profile, Function<String, List<String>> misses, double budget) {
        return Forecasts.of(profile, calibration, List.of("ebpf", "preload", "ptrace", "broken"), misses, budget);
    }

    private static Prediction of(String tracer, Forecast forecast) {
        return forecast.predictions().stream().filter(p -> p.tracer().equals(tracer)).findFirst().orElseThrow();
    }

    @Test
    void counts_times_costs_by_the_time_untraced() {
        Forecast forecast = forecast(profile(10_000, 100, 1), SEES_ALL, Double.NaN);

        Prediction ebpf = of("ebpf", forecast);
        assertThat(ebpf.overhead().value()).isCloseTo(3e6 + 10_000 * 250, within(1e4));
        assertThat(ebpf.ratio().value()).isCloseTo(1.055, within(1e-3));
        assertThat(ebpf.partNanos().get(CallKind.READ)).isCloseTo(2.5e6, within(1e4));
        assertThat(ebpf.fits()).isEqualTo(Fit.NOT_ASKED);
        assertThat(forecast.recommended()).isEqualTo("preload");
    }

    @Test
    void what_cannot_run_says_why_and_is_never_recommended() {
        Forecast forecast = Forecasts.of(profile(1, 1, 1), calibration, List.of("broken", "unknown"), SEES_ALL, 0.05);

        assertThat(of("broken", forecast).unavailable()).isEqualTo("no such kernel");
        assertThat(of("unknown", forecast).unavailable()).isEqualTo("it was not calibrated");
        assertThat(forecast.recommended()).isEmpty();
        assertThat(forecast.reason()).isEqualTo("No tracer can run here.");
    }

    @Test
    void within_the_budget_beyond_it_or_open() {
        assertThat(Fit.of(new Estimate(1.02, 1.01, 1.05, 9), 0.05)).isEqualTo(Fit.YES);
        assertThat(Fit.of(new Estimate(1.10, 1.051, 1.2, 9), 0.05)).isEqualTo(Fit.NO);
        assertThat(Fit.of(new Estimate(1.04, 1.01, 1.06, 9), 0.05)).isEqualTo(Fit.UNSURE);
        assertThat(Fit.of(new Estimate(1.04, 1.01, 1.06, 9), Double.NaN)).isEqualTo(Fit.NOT_ASKED);
    }

    @Test
    void a_tracer_that_sees_all_goes_before_one_that_costs_less() {
        Function<String, List<String>> blind = tracer -> tracer.equals("preload") ? List.of("static-executable: /x") : List.of();

        Forecast forecast = forecast(profile(10_000, 100, 1), blind, 0.02);

        assertThat(forecast.recommended()).isEqualTo("ebpf");
        assertThat(of("ebpf", forecast).fits()).isEqualTo(Fit.NO);
        assertThat(forecast.reason()).contains("beyond the budget of 2 %").endsWith("blind to some of it: preload.");
    }

    @Test
    void a_budget_that_is_kept_is_said() {
        assertThat(forecast(profile(10_000, 1000, 1), SEES_ALL, 0.025).reason())
                .isEqualTo("It sees everything that this command does, and adds least. Its whole interval is within the budget of 2.5 %.");
    }

    @Test
    void what_threads_pay_at_the_same_time_may_show_less_but_not_under_ptrace() {
        Prediction alone = of("ebpf", forecast(profile(10_000, 100, 1), SEES_ALL, Double.NaN));
        Forecast forecast = forecast(profile(10_000, 100, 4), SEES_ALL, Double.NaN);

        Prediction together = of("ebpf", forecast);
        assertThat(together.overhead().low()).isCloseTo(alone.overhead().low() / 4, within(1.0));
        assertThat(together.overhead().high()).isEqualTo(alone.overhead().high());
        assertThat(of("ptrace", forecast).overhead().low()).isGreaterThan(0.9 * of("ptrace", forecast).overhead().value());
        assertThat(forecast.notes()).anyMatch(note -> note.contains("keeps 4.0 CPUs busy"));
    }

    @Test
    void the_noise_of_the_command_is_in_the_ratio() {
        Estimate overhead = new Estimate(10, 9, 11, 12);

        assertThat(Forecasts.ratio(overhead, new Estimate(100, 100, 100, 9)).high()).isCloseTo(1.11, within(1e-9));
        assertThat(Forecasts.ratio(overhead, new Estimate(100, 50, 150, 9)).high()).isCloseTo(1.1 + Math.hypot(0.01, 0.05), within(1e-9));
    }

    @Test
    void the_text_has_a_row_of_each_tracer_the_recommendation_and_the_notes() {
        String text = ForecastText.of(forecast(profile(10_000, 100, 1), SEES_ALL, 0.02));

        assertThat(text).contains("The command takes 100", "10 001 system calls, counted by a counter", "Within 2 %",
                "Recommended: preload.", "Predicted, not measured");
        assertThat(text.lines()).anyMatch(line -> line.matches("ebpf +\\+5\\.5\\d ms .* no +start 3.00 ms +sees all"));
        assertThat(text.lines()).anyMatch(line -> line.matches("broken +n/a +no such kernel"));
    }

    @Test
    void as_json_unknowns_are_null_and_changes_are_shares() {
        String json = ForecastJson.of(forecast(profile(10_000, 100, 1), SEES_ALL, Double.NaN), Optional.empty());

        assertThat(json).contains("\"budget\" : null").contains("\"fits\" : \"not-asked\"").contains("\"unavailable\" : \"no such kernel\"")
                .containsPattern("\"change\" : \\{[^}]*\"value\" : 0\\.05").doesNotContain("NaN");
    }
}
