package io.roarbench.predict;

import io.roarbench.tracer.count.CallKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calibrations of machines whose costs are known. */
final class Calibrations {

    static final Instant TAKEN = Instant.parse("2026-01-02T03:04:05Z");
    static final Map<CallKind, Long> NOTHING = Map.of(CallKind.OPEN, 2L, CallKind.DESCRIPTOR, 2L, CallKind.READ, 1L,
            CallKind.MAP, 4L, CallKind.EXEC, 1L, CallKind.OTHER, 20L);
    static final Map<CallKind, Long> CHECK = Map.of(CallKind.OPEN, 40L, CallKind.READ, 900L, CallKind.EXEC, 5L,
            CallKind.FORK, 4L, CallKind.OTHER, 300L);

    private Calibrations() {
    }

    static Calibration of(Calibration.Backend... backends) {
        return new Calibration(Calibration.SCHEMA_VERSION, "a machine", "a counter", TAKEN, NOTHING, List.of(backends));
    }

    /**
     * A tracer of known costs.
     *
     * @param noise largest error of a measured overhead, ns
     * @param missed share by which the check program costs more than its calls
     */
    static Calibration.Backend backend(String name, boolean stops, double start, Map<CallKind, Double> costs, double noise,
            double missed) {
        Random random = new Random(7);
        Map<String, double[]> overheads = new HashMap<>();
        for (Loop loop : Loop.values()) {
            overheads.put(loop.toString(), rounds(sum(start, costs, loop.calls(stops, NOTHING)), noise, random));
        }
        Map<CallKind, Double> check = new EnumMap<>(CallKind.class);
        CHECK.forEach((kind, count) -> check.put(kind, (double) count));
        overheads.put("check", rounds((1 + missed) * sum(start, costs, check), noise, random));
        return new Calibration.Backend(name, "", stops, Map.of("check", CHECK), overheads, 5e8);
    }

    private static double sum(double start, Map<CallKind, Double> costs, Map<CallKind, Double> calls) {
        double sum = start;
        for (Map.Entry<CallKind, Double> call : calls.entrySet()) {
            double count = call.getValue() - (call.getKey() == CallKind.EXEC ? 1 : 0);
            sum += count * costs.getOrDefault(call.getKey(), 0.0);
        }
        return sum;
    }

    private static double[] rounds(double value, double noise, Random random) {
        double[] rounds = new double[12];
        Arrays.setAll(rounds, i -> value + noise * (2 * random.nextDouble() - 1));
        return rounds;
    }
}
