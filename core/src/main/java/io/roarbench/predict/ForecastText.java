package io.roarbench.predict;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.predict.Prediction.Fit;
import io.roarbench.report.Numbers;
import io.roarbench.report.TextTable;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Forecasts for a terminal. */
public final class ForecastText {

    private ForecastText() {
    }

    /** The prediction. */
    public static String of(Forecast forecast) {
        StringBuilder out = new StringBuilder();
        profile(forecast.profile(), out);
        predictions(forecast, out);
        if (forecast.recommended().isEmpty()) {
            out.append('\n').append(forecast.reason()).append('\n');
        } else {
            out.append("\nRecommended: ").append(forecast.recommended()).append(". ").append(forecast.reason()).append('\n');
        }
        forecast.notes().forEach(note -> out.append("Note: ").append(note).append('\n'));
        out.append("Predicted, not measured: sums of counted calls and of costs calibrated here at ").append(forecast.calibratedAt())
                .append(" (--calibrate renews them).\n");
        return out.toString();
    }

    private static void profile(Profile profile, StringBuilder out) {
        CallCounts counts = profile.counts();
        Estimate time = profile.time();
        out.append("The command takes ").append(Numbers.time(time.value(), time.relativeHalfWidth())).append(" untraced (")
                .append(runs(profile.wallNanos().length)).append(") and makes ").append(count(counts.total()))
                .append(" system calls, counted by ").append(counts.source()).append(":\n");
        out.append("  ").append(Arrays.stream(CallKind.values()).filter(kind -> counts.of(kind) > 0)
                .map(kind -> kind.label() + " " + count(counts.of(kind))).collect(Collectors.joining(" · "))).append("\n\n");
    }

    private static String runs(int n) {
        return n == 1 ? "1 run" : n + " runs";
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', ' ');
    }

    private static void predictions(Forecast forecast, StringBuilder out) {
        boolean budget = !Double.isNaN(forecast.budget());
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Tracer", "Predicted overhead", "Of its time", "Mostly for", "Would not see"));
        if (budget) {
            head.add(3, "Within " + Forecasts.trimmed(100 * forecast.budget()) + " %");
        }
        rows.add(head);
        for (Prediction p : forecast.predictions()) {
            List<String> row = new ArrayList<>(List.of(p.tracer()));
            if (p.available()) {
                row.addAll(List.of(overhead(p.overhead()), change(p.ratio()), largest(p),
                        p.misses().isEmpty() ? "sees all" : String.join(", ", p.misses())));
            } else {
                row.addAll(List.of("n/a", "", "", p.unavailable()));
            }
            if (budget) {
                row.add(3, p.available() ? fit(p.fits()) : "");
            }
            rows.add(row);
        }
        out.append(TextTable.of(rows));
    }

    private static String overhead(Estimate nanos) {
        return Numbers.difference(nanos.value(), nanos.low(), nanos.high());
    }

    private static String change(Estimate ratio) {
        return (ratio.contains(1) ? "≈ 0: " : "") + Numbers.change(ratio.value(), ratio.low(), ratio.high());
    }

    private static String fit(Fit fit) {
        return switch (fit) {
            case YES -> "yes";
            case NO -> "no";
            case UNSURE -> "open";
            case NOT_ASKED -> "";
        };
    }

    /** The largest part. */
    private static String largest(Prediction p) {
        CallKind most = p.partNanos().entrySet().stream().max(java.util.Map.Entry.comparingByValue()).orElseThrow().getKey();
        double part = p.partNanos().get(most);
        return part > p.startNanos() ? most.label() + " " + Numbers.plainTime(part, Double.NaN)
                : "start " + Numbers.plainTime(p.startNanos(), Double.NaN);
    }

    /** What was measured beside what was predicted. */
    public static String of(Forecast forecast, Verification verification) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Tracer", "Predicted", "Measured", "Of its time", "Measured less predicted", "Agree"));
        for (Verification.Measured m : verification.tracers()) {
            Prediction p = forecast.predictions().stream().filter(x -> x.tracer().equals(m.tracer())).findFirst().orElseThrow();
            rows.add(m.problem().isEmpty()
                    ? List.of(m.tracer(), overhead(p.overhead()), overhead(m.overhead()), change(m.ratio()),
                            residual(m), m.agrees() ? "yes" : "no")
                    : List.of(m.tracer(), overhead(p.overhead()), "n/a", "", "", m.problem()));
        }
        return "\nMeasured in " + verification.rounds() + " rounds; the command beside itself: "
                + change(verification.control()) + "\n\n" + TextTable.of(rows);
    }

    private static String residual(Verification.Measured m) {
        String size = (m.residual() < 0 ? "−" : "+") + Numbers.plainTime(Math.abs(m.residual()), Double.NaN);
        return m.overhead().contains(0) ? size
                : size + " (" + Numbers.signed(100 * m.residual() / m.overhead().value(), 0) + " % of it)";
    }
}
