package io.roarbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.Variant;
import io.roarbench.result.Histograms;
import io.roarbench.result.Json;
import io.roarbench.result.Result;
import io.roarbench.result.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans with S3 operations, carried out for real. */
class S3RunTests {

    private static final S3Path DIRECT = new S3Path.Direct();
    private static final S3Path PROXY = new S3Path.Proxy(S3Path.Duty.FULL, true, Duration.ZERO);
    private static final S3Path HERE = new S3Path.Proxy(S3Path.Duty.HTTP, false, Duration.ZERO);

    @TempDir
    Path folder;

    @Test
    void every_operation_by_both_drivers_on_every_path_gives_valid_samples() throws Exception {
        List<Experiment> experiments = new ArrayList<>();
        for (S3Trial.Driver driver : S3Trial.Driver.values()) {
            experiments.add(experiment("get " + driver, S3Trial.Operation.GET, 5_000_000, 0, driver, 0, DIRECT, PROXY, HERE));
            experiments.add(experiment("put " + driver, S3Trial.Operation.PUT, 5_000_000, 0, driver, 0, DIRECT, PROXY));
            experiments.add(experiment("parts " + driver, S3Trial.Operation.MULTIPART, 16_000_000, 8_000_000, driver, 0,
                    DIRECT, PROXY));
            experiments.add(experiment("streams " + driver, S3Trial.Operation.GET, 5_000_000, 0, driver, 3, DIRECT, PROXY));
        }
        Result result = run(experiments);

        assertThat(result.complete()).isTrue();
        assertThat(result.series()).allSatisfy(series -> {
            assertThat(series.unavailable()).isEmpty();
            assertThat(series.samples()).allSatisfy(sample -> assertThat(sample.voidReason()).isEmpty());
            assertThat(series.counted()).hasSize(2);
        });
        Series proxied = series(result, "get SDK", "v1");
        assertThat(proxied.counted()).allSatisfy(sample -> assertThat(sample.metrics())
                .containsKeys(Cell.Metric.CPU_PER_BYTE, Cell.Metric.CPU_PER_REQUEST, Cell.Metric.PEAK_RSS));
        assertThat(Histograms.of(proxied.facts().get(Cell.Percentile.REQUEST_TIMES)).getTotalCount())
                .as("two requests in each of two trials; warm-up is not in it").isEqualTo(4);
        assertThat(Histograms.of(proxied.facts().get(Cell.Percentile.OWN_TIMES)).getTotalCount()).isBetween(3L, 5L);
        assertThat(result.facts()).extracting(fact -> fact.name())
                .contains("S3 endpoint", "network", "the origin's own speed", "client", "proxy", "verified");
    }

    @Test
    void one_origin_and_one_proxy_serve_at_every_distance_at_the_same_pace() throws Exception {
        Duration delay = Duration.ofMillis(20);
        S3Service far = new S3Service("", "us-east-1", "", 0, delay, delay);
        List<Variant> variants = List.of(new Variant("near", paced(S3Service.EMBEDDED, PROXY)), new Variant("far", paced(far, PROXY)));
        Result result = run(List.of(new Experiment("pace", variants, new RoundPolicy(3, 3, 0, Duration.ofMinutes(1), 0), "")));

        assertThat(series(result, "pace", "far").counted()).hasSize(3).allSatisfy(sample -> {
            assertThat(sample.nanos()).as("the delay is in each request").isGreaterThan(delay.toNanos());
            assertThat(sample.metrics().get(Cell.Metric.OWN_TIME)).isPositive();
        });
        assertThat(series(result, "pace", "near").counted()).hasSize(3)
                .allSatisfy(sample -> assertThat(sample.metrics()).containsKey(Cell.Metric.OWN_TIME));
        assertThat(result.facts()).filteredOn(fact -> fact.name().equals("delayed answers"))
                .extracting(fact -> fact.value()).containsExactly("20.0 ms");
        assertThat(result.facts()).filteredOn(fact -> fact.name().equals("CPUs"))
                .extracting(fact -> fact.value()).allSatisfy(value -> assertThat(value).contains("kept awake"));
    }

    private static S3Trial paced(S3Service service, S3Path path) {
        return new S3Trial(service, S3Trial.Operation.GET, 1000, 0, S3Trial.Driver.RAW, path, 40, 16, Duration.ofMillis(2), true);
    }

    @Test
    void a_plan_with_s3_trials_is_plain_data() throws Exception {
        Plan plan = plan(List.of(experiment("get", S3Trial.Operation.GET, 1000, 0, S3Trial.Driver.RAW, 0, DIRECT, PROXY,
                new S3Path.Other("http://127.0.0.1:9"))));

        String json = Json.indented().writeValueAsString(plan);

        assertThat(Json.mapper().readValue(json, Plan.class)).isEqualTo(plan);
    }

    @Test
    void a_path_that_leads_nowhere_says_so_and_the_rest_is_measured() throws Exception {
        Result result = run(List.of(experiment("get", S3Trial.Operation.GET, 5_000_000, 0, S3Trial.Driver.RAW, 0, DIRECT,
                new S3Path.Other("http://127.0.0.1:9"))));

        assertThat(series(result, "get", "v1").unavailable()).contains("refused");
        assertThat(series(result, "get", "v0").counted()).hasSize(2);
    }

    private static Series series(Result result, String experiment, String variant) {
        return result.series().stream()
                .filter(s -> s.id().experiment().equals(experiment) && s.id().variant().equals(variant))
                .findFirst().orElseThrow();
    }

    private static Experiment experiment(String id, S3Trial.Operation operation, long bytes, long part,
            S3Trial.Driver driver, int streams, S3Path... paths) {
        List<Variant> variants = new ArrayList<>();
        for (S3Path path : paths) {
            variants.add(new Variant("v" + variants.size(), new S3Trial(S3Service.EMBEDDED, operation, bytes, part, driver,
                    path, 2, streams, Duration.ZERO, false)));
        }
        return new Experiment(id, variants, new RoundPolicy(2, 2, 0, Duration.ofMinutes(1), 1), "");
    }

    private static Plan plan(List<Experiment> experiments) {
        return new Plan("S3", "", new Origin("test", ""), "quick", Map.of(), 1, experiments, List.of(), "");
    }

    private Result run(List<Experiment> experiments) throws Exception {
        return new Runner(folder, paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()), RunListener.SILENT,
                () -> false).run(plan(experiments));
    }
}
