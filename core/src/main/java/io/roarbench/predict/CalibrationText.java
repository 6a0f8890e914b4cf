package io.roarbench.predict;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.report.Numbers;
import io.roarbench.report.TextTable;
import io.roarbench.tracer.count.CallKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calibrations for a terminal. */
public final class CalibrationText {

    private CalibrationText() {
    }

    /** What each kind of call costs under each tracer. */
    public static String of(Calibration calibration) {
        Map<Calibration.Backend, CostModel> models = new LinkedHashMap<>();
        StringBuilder out = new StringBuilder();
        for (Calibration.Backend backend : calibration.backends()) {
            if (backend.unavailable().isEmpty()) {
                models.put(backend, CostModel.of(calibration, backend));
            } else {
                out.append(backend.name()).append(": ").append(backend.unavailable()).append('\n');
            }
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("One more", models, (backend, model) -> backend.name()));
        rows.add(row("start, the command's exec included", models, (backend, model) -> cost(model.start())));
        for (CallKind kind : CallKind.values()) {
            rows.add(row(kind.label(), models, (backend, model) -> cost(model.cost(kind))));
        }
        rows.add(row("once: the first trace of a process", models,
                (backend, model) -> "+" + Numbers.plainTime(backend.firstNanos(), Double.NaN)));
        rows.add(row("allowance for the model's error", models,
                (backend, model) -> "± " + Forecasts.trimmed(100 * model.allowance()) + " %"));
        return out + TextTable.of(rows);
    }

    @FunctionalInterface
    private interface Text {
        String of(Calibration.Backend backend, CostModel model);
    }

    private static List<String> row(String label, Map<Calibration.Backend, CostModel> models, Text text) {
        List<String> cells = new ArrayList<>(List.of(label));
        models.forEach((backend, model) -> cells.add(text.of(backend, model)));
        return cells;
    }

    private static String cost(Estimate nanos) {
        return (nanos.contains(0) ? "≈ 0: " : "") + Numbers.difference(nanos.value(), nanos.low(), nanos.high());
    }
}
