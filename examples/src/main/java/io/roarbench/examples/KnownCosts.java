package io.roarbench.examples;

import io.roarbench.dsl.ScenarioException;
import io.roarbench.dsl.ScenarioReader;
import io.roarbench.dsl.Settings;
import io.roarbench.environment.EnvironmentReader;
import io.roarbench.linux.ScratchFolder;
import io.roarbench.measure.statistics.Estimate;
import io.roarbench.measure.statistics.Paired;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Row;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Pairing;
import io.roarbench.result.Result;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code scenarios/truth.groovy} and counts for each kind of known cost in how many tries it was recovered; those
 * that were not it prints.
 *
 * <p>Arguments: tries (20), the scenario file. Exits with 1 if a kind was recovered in fewer than 19 of 20.
 */
public final class KnownCosts {

    private final Result result;
    private final Path logs;

    private KnownCosts(Result result, Path logs) {
        this.result = result;
        this.logs = logs;
    }

    public static void main(String[] args) throws RunFailure, IOException, ScenarioException {
        int tries = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Path scenario = Path.of(args.length > 1 ? args[1] : "scenarios/truth.groovy");
        System.exit(run(tries, scenario, System.out) * 20 < tries * 19 ? 1 : 0);
    }

    /** Returns the recoveries of the kind that has the fewest. */
    static int run(int tries, Path scenario, PrintStream out) throws RunFailure, IOException, ScenarioException {
        try (ScratchFolder scratch = ScratchFolder.temporary()) {
            return run(tries, scenario, scratch.path(), out);
        }
    }

    private static int run(int tries, Path scenario, Path folder, PrintStream out)
            throws RunFailure, IOException, ScenarioException {
        Plan plan = ScenarioReader.read(scenario, new Settings("quick",
                Map.of("tries", "" + tries, "log", folder.resolve("log").toString())));
        Runner runner = new Runner(Files.createDirectory(folder.resolve("run")), paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()),
                RunListener.SILENT, () -> false);
        KnownCosts costs = new KnownCosts(runner.run(plan), folder);
        List<Row> rows = plan.tables().get(0).rows();
        List<String> kinds = plan.tables().get(0).columns();
        int fewest = tries;
        for (int kind = 0; kind < rows.get(0).cells().size(); kind++) {
            int recovered = 0;
            for (int i = 0; i < rows.size(); i++) {
                Recovery recovery = costs.recovery(rows.get(i).cells().get(kind), i + 1);
                recovered += recovery.met() ? 1 : 0;
                if (!recovery.met()) {
                    out.printf("%s, try %d: known %.0f ns, measured %.0f [%.0f, %.0f]%n", kinds.get(kind + 1), i + 1,
                            recovery.known(), recovery.measured().value(), recovery.measured().low(), recovery.measured().high());
                }
            }
            out.printf("%s: recovered in %d of %d tries%n", kinds.get(kind + 1), recovered, tries);
            fewest = Math.min(fewest, recovered);
        }
        return fewest;
    }

    private Recovery recovery(Cell cell, int tryNumber) throws IOException {
        if (cell instanceof Cell.Known known) {
            return new Recovery(known.nanos(), difference(known.of(), known.baseline()));
        }
        Cell.Overhead calls = (Cell.Overhead) cell;
        double[] once = stamped(calls.baseline(), tryNumber, "once");
        double[] twice = stamped(calls.of(), tryNumber, "twice");
        if (once.length != twice.length) {
            throw new IOException("try " + tryNumber + ": trials without a partner: " + once.length + " and " + twice.length);
        }
        double known = Paired.difference(once, twice, result.plan().seed()).value();
        return new Recovery(known, difference(calls.of(), calls.baseline()));
    }

    /** A cost known beforehand, ns, and what was measured of it. */
    private record Recovery(double known, Estimate measured) {

        boolean met() {
            return measured.contains(known);
        }
    }

    private Estimate difference(SeriesId of, SeriesId baseline) {
        Pairing pairing = Pairing.of(result.find(baseline).orElseThrow(), result.find(of).orElseThrow());
        return Paired.difference(pairing.baseline(), pairing.other(), result.plan().seed());
    }

    /** What the tracer's own stamps say, ns, of the trials that count: the last ones. */
    private double[] stamped(SeriesId calls, int tryNumber, String name) throws IOException {
        List<String> lines = Files.readAllLines(logs.resolve("log-" + tryNumber + "-" + name));
        int counted = result.find(calls).orElseThrow().counted().size();
        return lines.subList(lines.size() - counted, lines.size()).stream().mapToDouble(Double::parseDouble).toArray();
    }
}
