package io.roarbench.predict;

import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Variant;
import io.roarbench.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is measured to calibrate: every loop and check program, untraced and under each tracer, in the same rounds. */
final class CalibrationPlan {

    /** As many as intervals need to be no wider than what the model misses anyway. */
    static final int ROUNDS = 12;

    private static final int WARM_UP = 2;

    private CalibrationPlan() {
    }

    /** Programs of several kinds of calls, which no cost is computed from. */
    static Map<String, List<String>> checks(boolean stops) {
        Map<String, List<String>> checks = new LinkedHashMap<>();
        checks.put("mixed calls", List.of("roar-probe", "open-read-close", stops ? "100" : "2000"));
        checks.put("small programs", List.of("sh", "-c", "for i in 1 2 3 4; do cat /etc/passwd | sort > sorted; done; rm sorted"));
        return checks;
    }

    static List<Experiment> of(List<String> tracers, int rounds) {
        List<Experiment> experiments = new ArrayList<>();
        for (boolean stops : new boolean[] {false, true}) {
            List<String> alike = tracers.stream().filter(tracer -> stops(tracer) == stops).toList();
            if (!alike.isEmpty()) {
                experiments.add(experiment(stops, alike, rounds));
            }
        }
        return experiments;
    }

    /** Whether a tracer stops the command at calls, so that each takes many µs. */
    static boolean stops(String tracer) {
        return tracer.equals("ptrace");
    }

    private static Experiment experiment(boolean stops, List<String> tracers, int rounds) {
        Map<String, List<String>> programs = new LinkedHashMap<>();
        for (Loop loop : Loop.values()) {
            programs.put(loop.toString(), loop.command(stops));
        }
        programs.putAll(checks(stops));
        List<Variant> variants = new ArrayList<>();
        programs.forEach((name, words) -> {
            CommandTrial untraced = (CommandTrial) Workload.of(words.toArray(String[]::new))
                    .timeout(Duration.ofMinutes(1)).variants().get(0).trial();
            variants.add(new Variant(name, untraced));
            tracers.forEach(tracer -> variants.add(new Variant(variant(name, tracer), untraced.under(tracer))));
        });
        return new Experiment(id(stops), variants, new RoundPolicy(rounds, rounds, 0, Duration.ofSeconds(20), WARM_UP), "");
    }

    private static String id(boolean stops) {
        return stops ? "costs of stops" : "costs";
    }

    private static String variant(String program, String tracer) {
        return program + " under " + tracer;
    }

    static SeriesId untraced(String program, String tracer) {
        return new SeriesId(id(stops(tracer)), program);
    }

    static SeriesId traced(String program, String tracer) {
        return new SeriesId(id(stops(tracer)), variant(program, tracer));
    }
}
