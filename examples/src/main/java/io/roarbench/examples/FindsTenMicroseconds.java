package io.roarbench.examples;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.measure.statistics.Verdict;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.Trial;
import io.roarbench.plan.Variant;
import io.roarbench.report.Comparison;
import io.roarbench.report.Comparisons;
import io.roarbench.result.Result;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures the S3 proxy against the same proxy that wastes 10 µs on each request on purpose, again and again: a benchmark
 * that is worth its time finds the difference.
 *
 * <p>Arguments: tries (20), rounds of each (200), wasted µs (10). Exits with 1 if fewer than 19 tries in 20 find it.
 */
public final class FindsTenMicroseconds {

    private static final int REQUESTS = 50;

    private FindsTenMicroseconds() {
    }

    public static void main(String[] args) throws RunFailure, IOException {
        int tries = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int wasted = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        int found = run(tries, rounds, Duration.ofNanos(wasted * 1000L), System.out);
        System.exit(found * 20 < tries * 19 ? 1 : 0);
    }

    /** Returns how many tries found the slower proxy to be slower. */
    static int run(int tries, int rounds, Duration wasted, PrintStream out) throws RunFailure, IOException {
        RoundPolicy policy = new RoundPolicy(rounds, rounds, 0, Duration.ofMinutes(2), 5);
        List<Variant> variants = List.of(new Variant("proxy", through(Duration.ZERO)), new Variant("slower", through(wasted)));
        List<Experiment> experiments = IntStream.rangeClosed(1, tries)
                .mapToObj(i -> Experiment.withControl("try " + i, variants, policy))
                .toList();
        Plan plan = new Plan("Finds ten microseconds", "", new Origin("FindsTenMicroseconds", ""), "quick", Map.of(), 1,
                experiments, List.of(), "");
        Result result = measure(plan);
        int found = 0;
        for (Experiment experiment : experiments) {
            Comparison comparison = Comparisons.of(result, Set.of(experiment.id()), 0).get(0);
            Verdict verdict = comparison.judgement().verdict();
            found += verdict == Verdict.SLOWER ? 1 : 0;
            out.printf("%s: ratio %.4f [%.4f, %.4f], p = %.2g: %s%n", experiment.id(), comparison.ratio().value(),
                    comparison.ratio().low(), comparison.ratio().high(), comparison.judgement().pValue(), verdict);
        }
        out.printf("found in %d of %d tries%n", found, tries);
        return found;
    }

    private static Trial through(Duration wasted) {
        return new S3Trial(S3Service.EMBEDDED, S3Trial.Operation.GET, 1000, 0, S3Trial.Driver.RAW,
                new S3Path.Proxy(S3Path.Duty.FULL, true, wasted), REQUESTS, 0, Duration.ZERO, true);
    }

    private static Result measure(Plan plan) throws RunFailure, IOException {
        Path folder = Files.createTempDirectory("finds-ten-microseconds-");
        try {
            Runner runner = new Runner(folder, paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()),
                    RunListener.SILENT, () -> false);
            Result result = runner.run(plan);
            runner.forgetJournal();
            return result;
        } finally {
            Files.deleteIfExists(folder);
        }
    }
}
