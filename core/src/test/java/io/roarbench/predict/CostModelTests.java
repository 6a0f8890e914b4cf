package io.roarbench.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.tracer.count.CallKind;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostModelTests {

    private static final double START = 2_000_000;

    private static Map<CallKind, Double> costs() {
        Map<CallKind, Double> costs = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            costs.put(kind, 100.0 * (kind.ordinal() + 1));
        }
        costs.put(CallKind.EXEC, 250_000.0);
        costs.put(CallKind.FORK, 90_000.0);
        return costs;
    }

    private static CostModel model(boolean stops, double noise, double missed) {
        Calibration.Backend backend = Calibrations.backend("x", stops, START, costs(), noise, missed);
        return CostModel.of(Calibrations.of(backend), backend);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void costs_of_every_kind_and_of_the_start_come_out_of_the_loops(boolean stops) {
        CostModel model = model(stops, 0, 0);

        assertThat(model.start().value()).isCloseTo(START, within(1.0));
        costs().forEach((kind, cost) -> assertThat(model.cost(kind).value()).as(kind.toString()).isCloseTo(cost, within(1e-3)));
        assertThat(model.allowance()).isZero();
    }

    @Test
    void a_prediction_is_the_start_and_each_call_times_its_cost() {
        Map<CallKind, Long> calls = Map.of(CallKind.READ, 1000L, CallKind.EXEC, 3L, CallKind.OTHER, 10L);

        Estimate predicted = model(false, 0, 0).overhead(calls);

        assertThat(predicted.value()).isCloseTo(
                START + 1000 * costs().get(CallKind.READ) + 2 * 250_000 + 10 * costs().get(CallKind.OTHER), within(1.0));
    }

    @Test
    void noise_of_the_calibration_makes_the_interval_which_holds_the_truth() {
        Map<CallKind, Long> calls = Map.of(CallKind.READ, 100_000L, CallKind.EXEC, 1L);
        double truth = START + 100_000 * costs().get(CallKind.READ);

        Estimate predicted = model(false, 300_000, 0).overhead(calls);

        assertThat(predicted.contains(truth)).as(predicted.toString()).isTrue();
        assertThat(predicted.halfWidth()).isGreaterThan(10_000);
    }

    @Test
    void what_the_check_programs_cost_beyond_the_model_widens_every_interval() {
        CostModel off = model(false, 1000, 0.3);

        assertThat(off.allowance()).isBetween(0.2, 0.3);
        Estimate predicted = off.overhead(Map.of(CallKind.EXEC, 1L));
        assertThat(predicted.halfWidth() / predicted.value()).isCloseTo(off.allowance(), within(0.01));
    }

    @Test
    void an_error_within_the_noise_is_no_error_of_the_model() {
        assertThat(model(false, 2_000_000, 0).allowance()).isLessThan(0.05);
    }

    @Test
    void a_calibration_without_a_loop_is_refused() {
        Calibration.Backend broken = new Calibration.Backend("x", "", false, Map.of(), Map.of(), 0);

        assertThatThrownBy(() -> CostModel.of(Calibrations.of(broken), broken)).hasMessageContaining("has no nothing");
    }
}
