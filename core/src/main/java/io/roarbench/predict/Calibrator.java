package io.roarbench.predict;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.Command;
import io.roarbench.measure.statistics.Median;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Result;
import io.roarbench.result.Series;
import io.roarbench.result.TrialSample;
import io.roarbench.run.RunFailure;
import io.roarbench.tracer.count.CallCounter;
import io.roarbench.tracer.count.CallCounts;
import io.roarbench.tracer.count.CallKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Measures what calls cost here, in some 15 s. */
final class Calibrator {

    private final CallCounter counter;
    private final Measuring measuring;
    private final int rounds;

    Calibrator(CallCounter counter, Measuring measuring, int rounds) {
        this.counter = counter;
        this.measuring = measuring;
        this.rounds = rounds;
    }

    /**
     * Measures.
     *
     * @param tracers names
     * @throws RunFailure if it cannot be measured, or was cancelled
     */
    Calibration calibrate(String machine, List<String> tracers) throws RunFailure, IOException, InterruptedException {
        Path probe = NativeFiles.find("roar-probe").orElseThrow(
                () -> new RunFailure("what calls cost cannot be measured: the probe program is " + NativeFiles.status()));
        Map<CallKind, Long> nothing;
        Map<Boolean, Map<String, Map<CallKind, Long>>> checks;
        try (ScratchFolder scratch = ScratchFolder.temporary()) {
            nothing = count(Loop.NOTHING.command(false), probe, scratch.path());
            checks = Map.of(false, checks(false, probe, scratch.path()), true, checks(true, probe, scratch.path()));
        }
        Result result = measuring.measure("the calibration", CalibrationPlan.of(tracers, rounds));
        List<Calibration.Backend> backends = tracers.stream()
                .map(tracer -> backend(tracer, checks.get(CalibrationPlan.stops(tracer)), result)).toList();
        return new Calibration(Calibration.SCHEMA_VERSION, machine, counter.name(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS), nothing, backends);
    }

    private Map<String, Map<CallKind, Long>> checks(boolean stops, Path probe, Path folder)
            throws RunFailure, IOException, InterruptedException {
        Map<String, Map<CallKind, Long>> counted = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> check : CalibrationPlan.checks(stops).entrySet()) {
            counted.put(check.getKey(), count(check.getValue(), probe, folder));
        }
        return counted;
    }

    private Map<CallKind, Long> count(List<String> words, Path probe, Path folder)
            throws RunFailure, IOException, InterruptedException {
        List<String> argv = new ArrayList<>(words);
        argv.replaceAll(word -> word.equals("roar-probe") ? probe.toString() : word);
        CallCounts counts = counter.count(Command.of(argv).withDirectory(folder));
        if (!counts.execution().succeeded()) {
            throw new RunFailure("what calls cost cannot be measured: " + String.join(" ", argv) + " failed with exit code "
                    + counts.execution().exitCode());
        }
        return counts.calls();
    }

    /** From the rounds in which every program has a sample that counts. */
    static Calibration.Backend backend(String tracer, Map<String, Map<CallKind, Long>> checks, Result result) {
        boolean stops = CalibrationPlan.stops(tracer);
        List<String> programs = Stream.concat(Arrays.stream(Loop.values()).map(Loop::toString), checks.keySet().stream()).toList();
        Map<String, Map<Integer, Double>> added = new TreeMap<>();
        Set<Integer> rounds = new TreeSet<>();
        for (String program : programs) {
            Series traced = series(result, CalibrationPlan.traced(program, tracer));
            Map<Integer, Double> differences = differences(series(result, CalibrationPlan.untraced(program, tracer)), traced);
            if (differences.isEmpty()) {
                return new Calibration.Backend(tracer, reason(traced), stops, Map.of(), Map.of(), 0);
            }
            added.put(program, differences);
            rounds.addAll(differences.keySet());
        }
        added.values().forEach(differences -> rounds.retainAll(differences.keySet()));
        Map<String, double[]> overheads = new TreeMap<>();
        added.forEach((program, byRound) -> overheads.put(program, rounds.stream().mapToDouble(byRound::get).toArray()));
        return new Calibration.Backend(tracer, "", stops, checks, overheads, first(tracer, programs, result));
    }

    private static Map<Integer, Double> differences(Series untraced, Series traced) {
        Map<Integer, Double> before = new TreeMap<>();
        untraced.counted().forEach(sample -> before.put(sample.round(), (double) sample.nanos()));
        Map<Integer, Double> differences = new TreeMap<>();
        traced.counted().stream().filter(sample -> before.containsKey(sample.round()))
                .forEach(sample -> differences.put(sample.round(), sample.nanos() - before.get(sample.round())));
        return differences;
    }

    private static Series series(Result result, SeriesId id) {
        return result.find(id).orElseThrow();
    }

    private static String reason(Series traced) {
        return !traced.unavailable().isEmpty() ? traced.unavailable() : traced.samples().stream().map(TrialSample::voidReason)
                .filter(reason -> !reason.isEmpty()).findFirst().orElse("it could not be measured");
    }

    /** How much longer the very first trace took than later ones of the same program. */
    private static double first(String tracer, List<String> programs, Result result) {
        Series earliest = programs.stream().map(program -> series(result, CalibrationPlan.traced(program, tracer)))
                .min(Comparator.comparingLong(s -> s.samples().get(0).atNanos())).orElseThrow();
        return Math.max(0, earliest.samples().get(0).nanos() - Median.of(earliest.nanos()));
    }
}
