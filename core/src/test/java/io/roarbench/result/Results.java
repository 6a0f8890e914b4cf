package io.roarbench.result;

import io.roarbench.environment.Noise;
import io.roarbench.environment.NoiseReading;
import io.roarbench.environment.TestEnvironments;
import io.roarbench.measure.StopReason;
import io.roarbench.measure.statistics.Warning;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Plans;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Results for tests. */
public final class Results {

    private static final NoiseReading NOTHING = new NoiseReading(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final Noise QUIET = Noise.between(NOTHING, NOTHING);

    private Results() {
    }

    /** The plan {@link Plans#small} with 30 rounds: base about 1 ms, other about 1.5 ms, both ± 2 %; control like base. */
    public static Result small() {
        Plan plan = Plans.small(30);
        SplittableRandom random = new SplittableRandom(5);
        List<Series> series = new ArrayList<>();
        plan.experiments().forEach(e -> e.variants().forEach(v -> {
            double mean = v.name().equals("other") ? 1.5e6 : 1e6;
            List<TrialSample> samples = new ArrayList<>();
            samples.add(new TrialSample(0, 0, true, 10, 9_000_000, Map.of(), ""));
            for (int round = 0; round < 30; round++) {
                long nanos = Math.round(mean * (0.98 + 0.04 * random.nextDouble()));
                samples.add(new TrialSample(round, 1, false, round * 100L, nanos, Map.of("userNanos", 5.5), ""));
            }
            series.add(new Series(new SeriesId(e.id(), v.name()), "", Map.of("provider", "fake"), samples));
        }));
        return new Result(Result.SCHEMA_VERSION, "0.1.0", Status.COMPLETE, Instant.parse("2026-11-24T10:00:00Z"),
                Instant.parse("2026-11-24T10:01:00Z"), plan, TestEnvironments.unknown(),
                List.of(new Ending("first", StopReason.ROUNDS, 30, true, QUIET), new Ending("second", StopReason.BUDGET, 30, true, QUIET)),
                List.of(new Fact("first", "page cache", "all cached"), new Fact("second", "page cache", "all cached")),
                List.of(), series);
    }

    /** Loops of 0, 100, 200 and 400 calls: a call takes 500 ns, and 150 ns more under a tracer; starting takes 1 ms. */
    public static Result slopes() {
        List<Integer> counts = List.of(0, 100, 200, 400);
        Plan plan = Plans.slopes(counts);
        SplittableRandom random = new SplittableRandom(6);
        List<Series> series = new ArrayList<>();
        List<Variant> variants = plan.experiments().get(0).variants();
        for (int i = 0; i < variants.size(); i++) {
            String variant = variants.get(i).name();
            double perCall = variant.startsWith("preload") ? 650 : 500;
            List<TrialSample> samples = new ArrayList<>();
            for (int round = 0; round < 30; round++) {
                long nanos = Math.round(1e6 + perCall * counts.get(i % 4) + 1000 * (random.nextDouble() - 0.5));
                samples.add(new TrialSample(round, i, false, round * 100L, nanos, Map.of(), ""));
            }
            series.add(new Series(new SeriesId("calls", variant), "", Map.of(), samples));
        }
        Result small = small();
        return new Result(Result.SCHEMA_VERSION, "0.1.0", Status.COMPLETE, small.startedAt(), small.endedAt(),
                plan, TestEnvironments.unknown(),
                List.of(new Ending("calls", StopReason.ROUNDS, 30, true, QUIET)), List.of(), List.of(), series);
    }

    /** The same with another status and changed series. */
    public static Result with(Result result, Status status, List<Series> series, List<Ending> endings,
            Warning... warnings) {
        return new Result(result.schemaVersion(), result.version(), status, result.startedAt(), result.endedAt(),
                result.plan(), result.environment(), endings, result.facts(), List.of(warnings), series);
    }
}
