package io.roarbench.examples;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Workload;
import io.roarbench.result.Result;
import io.roarbench.result.Series;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Baselines beside those of {@code hyperfine -N}, alternating: medians over several turns of each, as the launcher stamps them,
 * from just before the process is made until it has been waited for. Tables show the time from when it was asked for. Where hyperfine is not
 * installed it says so and ends with 0; with 1 if a median differs by more than 3 % and 0.15 ms.
 *
 * <p>Argument: turns (5).
 */
public final class AgainstHyperfine {

    private static final int RUNS = 60;
    private static final Pattern MEDIAN = Pattern.compile("\"median\":\\s*([0-9.eE+-]+)");
    private static final List<List<String>> COMMANDS = List.of(
            List.of("true"), List.of("cat", "/etc/hostname"), List.of("/usr/bin/python3", "-c", "pass"));

    private final PrintStream out;

    AgainstHyperfine(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException, RunFailure {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        System.exit(new AgainstHyperfine(System.out).run(turns) ? 0 : 1);
    }

    /** Returns whether all agree, or there is no hyperfine. */
    boolean run(int turns) throws IOException, InterruptedException, RunFailure {
        if (Arrays.stream(System.getenv("PATH").split(":")).noneMatch(f -> Files.isExecutable(Path.of(f, "hyperfine")))) {
            out.println("hyperfine is not installed: nothing to compare with");
            return true;
        }
        boolean agree = true;
        for (List<String> command : COMMANDS) {
            List<Double> ours = new ArrayList<>();
            List<Double> shown = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                theirs.add(hyperfine(command));
                Result result = measured(command);
                ours.add(median(result, s -> s.metric("commandNanos")));
                shown.add(median(result, Series::nanos));
            }
            agree &= compare(command, median(ours), median(theirs), median(shown));
        }
        return agree;
    }

    private boolean compare(List<String> command, double ours, double theirs, double shown) {
        boolean agree = Math.abs(ours - theirs) <= Math.max(0.03 * theirs, 0.15);
        out.printf("%s: roar-bench %.3f ms (%.3f ms from when it was asked for), hyperfine -N %.3f ms, %+.1f %%, %+.3f ms: %s%n",
                String.join(" ", command), ours, shown, theirs, 100 * (ours / theirs - 1), ours - theirs,
                agree ? "agree" : "differ");
        return agree;
    }

    /** ms. */
    private static double hyperfine(List<String> command) throws IOException, InterruptedException {
        Path json = Files.createTempFile("hyperfine-", ".json");
        try {
            Process process = new ProcessBuilder("hyperfine", "-N", "--style", "none", "--warmup", "5", "--runs", "" + RUNS,
                    "--export-json", json.toString(), String.join(" ", command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor() != 0) {
                throw new IOException("hyperfine failed on " + command);
            }
            Matcher median = MEDIAN.matcher(Files.readString(json));
            if (!median.find()) {
                throw new IOException("hyperfine told no median of " + command);
            }
            return 1000 * Double.parseDouble(median.group(1));
        } finally {
            Files.delete(json);
        }
    }

    private static Result measured(List<String> command) throws IOException, RunFailure {
        RoundPolicy policy = new RoundPolicy(RUNS, RUNS, 0, Duration.ofMinutes(1), 5);
        Experiment experiment = new Experiment("c", Workload.of(command.toArray(String[]::new)).variants(), policy, "");
        Path folder = Files.createTempDirectory("against-hyperfine-");
        Runner runner = new Runner(folder, paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()),
                RunListener.SILENT, () -> false);
        Result result = runner.run(new Plan("Against hyperfine", "", new Origin("AgainstHyperfine", ""), "quick", Map.of(), 1,
                List.of(experiment), List.of(), ""));
        runner.forgetJournal();
        Files.delete(folder);
        return result;
    }

    /** ms. */
    private static double median(Result result, Function<Series, double[]> values) {
        Series baseline = result.find(new SeriesId("c", Workload.BASELINE)).orElseThrow();
        return median(Arrays.stream(values.apply(baseline)).boxed().toList()) / 1e6;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
