package io.roarbench.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.result.Json;
import io.roarbench.tracer.count.CallCounts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Forecasts as JSON: times in ns, changes as shares (0.05 is 5 %), null where something is not known. */
public final class ForecastJson {

    private ForecastJson() {
    }

    /** The forecast, and what was measured of it where it was. */
    public static String of(Forecast forecast, Optional<Verification> verification) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("command", forecast.profile().command());
        all.put("profile", profile(forecast.profile()));
        all.put("budget", number(forecast.budget()));
        all.put("predictions", forecast.predictions().stream().map(ForecastJson::prediction).toList());
        all.put("recommended", forecast.recommended());
        all.put("reason", forecast.reason());
        all.put("notes", forecast.notes());
        all.put("calibratedAt", forecast.calibratedAt());
        verification.ifPresent(v -> all.put("verification", verification(v)));
        try {
            return Json.indented().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
        }
    }

    private static Map<String, Object> profile(Profile profile) {
        CallCounts counts = profile.counts();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("countedBy", counts.source());
        map.put("calls", counts.calls());
        map.put("programs", counts.programs());
        map.put("wallNanos", estimate(profile.time(), 0));
        map.put("parallelism", number(profile.parallelism()));
        return map;
    }

    private static Map<String, Object> prediction(Prediction p) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tracer", p.tracer());
        map.put("unavailable", p.unavailable());
        if (p.available()) {
            map.put("overheadNanos", estimate(p.overhead(), 0));
            map.put("change", estimate(p.ratio(), 1));
            map.put("fits", p.fits().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            map.put("startNanos", number(p.startNanos()));
            map.put("partNanos", p.partNanos());
            map.put("firstTraceNanos", number(p.firstNanos()));
            map.put("misses", p.misses());
        }
        return map;
    }

    private static Map<String, Object> verification(Verification v) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rounds", v.rounds());
        map.put("control", estimate(v.control(), 1));
        map.put("measured", v.tracers().stream().map(ForecastJson::measured).toList());
        return map;
    }

    private static Map<String, Object> measured(Verification.Measured m) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tracer", m.tracer());
        map.put("problem", m.problem());
        if (m.problem().isEmpty()) {
            map.put("overheadNanos", estimate(m.overhead(), 0));
            map.put("change", estimate(m.ratio(), 1));
            map.put("residualNanos", number(m.residual()));
            map.put("agrees", m.agrees());
        }
        return map;
    }

    /** Less {@code zero}: 1 where a ratio is told as a change. */
    private static Map<String, Object> estimate(Estimate e, double zero) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", number(e.value() - zero));
        map.put("low", number(e.low() - zero));
        map.put("high", number(e.high() - zero));
        map.put("samples", e.n());
        return map;
    }

    private static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : null;
    }
}
