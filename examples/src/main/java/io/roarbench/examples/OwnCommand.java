package io.roarbench.examples;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Row;
import io.roarbench.plan.Section;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Table;
import io.roarbench.plan.Workload;
import io.roarbench.report.Pages;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command of one's own under two tracers, over a parameter, without any Groovy. Prints the table. */
public final class OwnCommand {

    private OwnCommand() {
    }

    public static void main(String[] args) throws RunFailure, IOException {
        Path folder = Files.createTempDirectory("own-command-");
        Runner runner = new Runner(folder, paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()),
                RunListener.SILENT, () -> false);
        System.out.print(Pages.terminal(runner.run(plan(30, List.of(100, 1000, 10_000)))));
        runner.forgetJournal();
        Files.delete(folder);
    }

    /** Sorting so many lines, untraced, under ptrace, and under a command as tracer. */
    static Plan plan(int rounds, List<Integer> lines) {
        RoundPolicy policy = new RoundPolicy(rounds, rounds, 0, Duration.ofMinutes(1), 3);
        List<Experiment> experiments = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int n : lines) {
            String id = "sort " + n;
            experiments.add(Workload.of("sort", "-r", "numbers").env("LC_ALL", "C")
                    .prepare("sh", "-c", "seq " + n + " > numbers").output("sorted")
                    .timeout(Duration.ofSeconds(30)).tracers("ptrace").external("env", "env {command}")
                    .experiment(id, policy));
            SeriesId baseline = new SeriesId(id, Workload.BASELINE);
            rows.add(new Row(n + " lines", List.of(new Cell.Time(baseline),
                    new Cell.Overhead(new SeriesId(id, "ptrace"), baseline, true, false),
                    new Cell.Overhead(new SeriesId(id, "env"), baseline, true, false))));
        }
        Table table = new Table("sort", "", List.of("Input", "Untraced", "ptrace", "env"), rows);
        return new Plan("Sorting", "", new Origin("OwnCommand", ""), "quick", Map.of(), 1, experiments,
                List.of(new Section("Sorting", "", List.of(table), List.of())), "");
    }
}
