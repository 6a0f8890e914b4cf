package io.roarbench.examples;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.measure.statistics.Verdict;
import io.roarbench.plan.CacheState;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.GeneratedFile;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
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
 * Measures the same thing against itself, again and again: a benchmark that can be trusted finds no difference.
 *
 * <p>Arguments: tries (20) and rounds of each (40). Exits with 1 if more than one try in twenty finds a difference.
 */
public final class AgainstItself {

    private static final Trial TRIAL =
            new HashTrial("md5", "jdk", 1, new GeneratedFile(1_000_000, "", 1), CacheState.CACHED);

    private AgainstItself() {
    }

    public static void main(String[] args) throws RunFailure, IOException {
        int tries = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        int differences = run(tries, rounds, System.out);
        System.exit(differences * 20 > tries ? 1 : 0);
    }

    /** Returns how many tries found a difference. */
    static int run(int tries, int rounds, PrintStream out) throws RunFailure, IOException {
        RoundPolicy policy = new RoundPolicy(rounds, rounds, 0, Duration.ofMinutes(1), 20);
        List<Experiment> experiments = IntStream.rangeClosed(1, tries)
                .mapToObj(i -> Experiment.withControl("try " + i,
                        List.of(new Variant("once", TRIAL), new Variant("again", TRIAL)), policy))
                .toList();
        Plan plan = new Plan("Against itself", "", new Origin("AgainstItself", ""), "quick", Map.of(), 1, experiments,
                List.of(), "");
        Result result = measure(plan);
        int differences = 0;
        for (Experiment experiment : experiments) {
            Comparison comparison = Comparisons.of(result, Set.of(experiment.id()), 0).get(0);
            Verdict verdict = comparison.judgement().verdict();
            differences += verdict == Verdict.SLOWER || verdict == Verdict.FASTER ? 1 : 0;
            out.printf("%s: ratio %.4f [%.4f, %.4f], p = %.2f: %s%n", experiment.id(), comparison.ratio().value(),
                    comparison.ratio().low(), comparison.ratio().high(), comparison.judgement().pValue(), verdict);
        }
        out.printf("no significant difference in %d of %d tries%n", tries - differences, tries);
        return differences;
    }

    private static Result measure(Plan plan) throws RunFailure, IOException {
        Path folder = Files.createTempDirectory("against-itself-");
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
