package io.roarbench.examples;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Row;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.Section;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Table;
import io.roarbench.plan.Trial;
import io.roarbench.plan.Variant;
import io.roarbench.report.Pages;
import io.roarbench.result.Result;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the S3 proxy adds to a GetObject, measured from Java. Arguments: size of the object in bytes (1000), rounds (50). */
public final class MeasuringTheProxy {

    private MeasuringTheProxy() {
    }

    public static void main(String[] args) throws RunFailure, IOException {
        long bytes = args.length > 0 ? Long.parseLong(args[0]) : 1000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        System.out.print(Pages.markdown(measure(plan(bytes, rounds))));
    }

    /** Straight and through the proxy, side by side, against the embedded origin. */
    static Plan plan(long bytes, int rounds) {
        S3Path proxy = new S3Path.Proxy(S3Path.Duty.FULL, true, Duration.ZERO);
        Experiment reading = Experiment.withControl("get",
                List.of(new Variant("direct", get(bytes, new S3Path.Direct())), new Variant("proxy", get(bytes, proxy))),
                new RoundPolicy(rounds, rounds, 0, Duration.ofMinutes(1), 10));
        SeriesId direct = new SeriesId("get", "direct");
        SeriesId proxied = new SeriesId("get", "proxy");
        Table table = new Table("get", "", List.of("Operation", "Direct", "Through proxy", "Overhead", "Own time p50"),
                List.of(new Row("`GetObject` (" + bytes + " bytes)", List.of(
                        new Cell.Time(direct),
                        new Cell.Time(proxied),
                        new Cell.Overhead(proxied, direct, false, true),
                        new Cell.Percentile(proxied, Cell.Percentile.OWN_TIMES, 50)))));
        return new Plan("Proxy", "", new Origin("MeasuringTheProxy", ""), "quick", Map.of(), 42, List.of(reading),
                List.of(new Section("Proxy", "", List.of(table), List.of())), "");
    }

    private static Trial get(long bytes, S3Path path) {
        return new S3Trial(S3Service.EMBEDDED, S3Trial.Operation.GET, bytes, 0, S3Trial.Driver.SDK, path, 20, 0, Duration.ZERO,
                false);
    }

    /** Measures; the journal of the run goes into a folder that is removed. */
    static Result measure(Plan plan) throws RunFailure, IOException {
        Path folder = Files.createTempDirectory("measuring-the-proxy-");
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
