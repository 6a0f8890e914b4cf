package io.roarbench.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.plan.Cell;
import io.roarbench.plan.Plan;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Table;
import io.roarbench.plan.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ScenarioTests {

    private static Plan read(String text) throws ScenarioException {
        return ScenarioReader.read("s.groovy", text, Settings.quick());
    }

    @Test
    void an_s3_block_becomes_an_experiment() throws ScenarioException {
        Plan plan = read("""
                s3('put') {
                    originDelay 1.milliseconds, 3.milliseconds
                    driver 'raw'
                    multipartUpload 16.MB, 8.MB
                    requests 2
                    every 30.milliseconds
                    direct()
                    proxied()
                    proxied('slow') { slowDown 10.microseconds }
                    proxied('http') { duty 'http'; inProcess() }
                    through 'nginx', 'http://127.0.0.1:8080'
                    withoutControl()
                }
                section('S') {
                    table('t') {
                        columns 'a', 'b', 'c', 'd', 'e', 'f'
                        row('x') {
                            throughput 'put/proxy'
                            overhead 'put/slow', 'put/proxy'
                            percentile 'put/direct', 99.9
                            ownTime 'put/proxy', 50
                            cpuPerGigabyte 'put/proxy'
                        }
                    }
                }
                """);

        S3Service service = new S3Service("", "us-east-1", "", 0, Duration.ofMillis(1), Duration.ofMillis(3));
        assertThat(plan.experiments().get(0).variants()).extracting(v -> v.name())
                .containsExactly("direct", "proxy", "slow", "http", "nginx");
        assertThat(plan.experiments().get(0).variants()).extracting(v -> v.trial()).containsExactly(
                trial(service, new S3Path.Direct()),
                trial(service, new S3Path.Proxy(S3Path.Duty.FULL, true, Duration.ZERO)),
                trial(service, new S3Path.Proxy(S3Path.Duty.FULL, true, Duration.ofNanos(10_000))),
                trial(service, new S3Path.Proxy(S3Path.Duty.HTTP, false, Duration.ZERO)),
                trial(service, new S3Path.Other("http://127.0.0.1:8080")));
        SeriesId proxy = SeriesId.parse("put/proxy");
        assertThat(plan.tables().get(0).rows().get(0).cells()).containsExactly(
                new Cell.Throughput(proxy, 16_000_000),
                new Cell.Overhead(SeriesId.parse("put/slow"), proxy, false, true),
                new Cell.Percentile(SeriesId.parse("put/direct"), Cell.Percentile.REQUEST_TIMES, 99.9),
                new Cell.Percentile(proxy, Cell.Percentile.OWN_TIMES, 50),
                new Cell.Metric(proxy, Cell.Metric.CPU_PER_BYTE));
    }

    private static Trial trial(S3Service service, S3Path path) {
        return new S3Trial(service, S3Trial.Operation.MULTIPART, 16_000_000, 8_000_000, S3Trial.Driver.RAW, path, 2, 0, Duration.ofMillis(30),
                false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "getObjekt 1.KB | unknown setting 'getObjekt' in s3; did you mean 'getObject'?",
        "direct() | say what is done before this, e.g. getObject 1.MB",
        "getObject 1.KB; putObject 1.KB | an s3 block measures one operation",
        "driver 'sdc' | unknown driver 'sdc'; did you mean 'sdk'?",
        "getObject 1.KB; proxied('x') { duty 'htp' } | unknown duty 'htp'; did you mean 'http'?",
        "getObject 1.KB; proxied('x') { duty 'tcp'; slowDown 1.milliseconds } | a slow-down is for a proxy with its full duty",
        "multipartUpload 10.MB, 3.MB; direct() | takes 1 to 10000 parts of one size",
        "putObject 1.MB; streams 2; direct() | streams read objects",
        "bucket 'mine'; getObject 1.KB; direct() | the embedded origin starts empty",
        "endpoint 'localhost'; getObject 1.KB; direct() | an endpoint is http://HOST[:PORT]",
        "getObject 1.KB; through 'x', 'nginx' | a proxy is http://HOST[:PORT]",
    })
    void a_mistake_is_told_with_its_line(String body, String message) {
        assertThatThrownBy(() -> read("s3('x') {\n" + body + "\n}\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("s.groovy:2: ").hasMessageContaining(message);
    }

    @Test
    void requests_can_begin_at_a_pace_against_an_origin_at_several_distances() throws ScenarioException {
        Plan plan = read("""
                s3('delays') {
                    keepAwake()
                    driver 'raw'
                    getObject 1.KB
                    requests 100
                    every 1.milliseconds
                    streams 32
                    proxied()
                    originDelay 5.milliseconds
                    proxied 'far'
                }
                section('S') {
                    table('t') {
                        columns 'a', 'b', 'c'
                        row('x') {
                            ownTime 'delays/far'
                            ownTimeChange 'delays/far', 'delays/proxy'
                        }
                    }
                }
                """);

        S3Trial far = (S3Trial) plan.experiments().get(0).variants().get(1).trial();
        assertThat(far.window()).isFalse();
        assertThat(far.awake()).isTrue();
        assertThat(far.service().leastDelay()).isEqualTo(Duration.ofMillis(5));
        assertThat(far.service().undelayed()).isEqualTo(S3Service.EMBEDDED);
        SeriesId of = SeriesId.parse("delays/far");
        assertThat(plan.tables().get(0).rows().get(0).cells()).containsExactly(
                new Cell.Metric(of, Cell.Metric.OWN_TIME),
                new Cell.MetricChange(of, SeriesId.parse("delays/proxy"), Cell.Metric.OWN_TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "full"})
    void the_shipped_scenario_has_the_tables_of_the_page(String profile) throws Exception {
        Plan plan = ScenarioReader.read(Path.of("scenarios/proxy.groovy"), new Settings(profile, Map.of()));

        Table operations = plan.tables().get(0);
        assertThat(operations.columns()).containsExactly("Operation", "Direct-to-S3", "Through proxy", "Overhead");
        assertThat(operations.rows()).extracting(row -> row.label()).containsExactly("`GetObject` (1 KB)",
                "`GetObject` (1 MB)", "`GetObject` (100 MB)", "`PutObject` (1 MB)", "Multipart upload (1 GB, 8 MB parts)");
        Table throughput = plan.tables().get(1);
        assertThat(throughput.columns()).containsExactly("", "Direct", "Through proxy");
        assertThat(throughput.rows()).extracting(row -> row.label())
                .containsExactly("Single-stream `GetObject`", "Multi-stream (16-way) `GetObject`");
        Duration budget = plan.experiments().stream().map(e -> e.policy().budget()).reduce(Duration.ZERO, Duration::plus);
        assertThat(budget).isLessThanOrEqualTo(Duration.ofMinutes(profile.equals("quick") ? 2 : 9));
    }

    @Test
    void the_shipped_scenario_takes_an_endpoint_another_proxy_and_more_tables() throws Exception {
        Plan plan = ScenarioReader.read(Path.of("scenarios/proxy.groovy"), new Settings("quick", Map.of(
                "endpoint", "https://s3.eu-west-1.amazonaws.com", "region", "eu-west-1", "other", "http://127.0.0.1:8080",
                "raw", "yes", "parts", "yes", "delays", "yes")));

        assertThat(plan.tables()).extracting(Table::id)
                .containsExactly("operations", "bulk transfers", "latency", "resources", "raw operations", "parts", "delays");
        assertThat(plan.sections().get(0).setup()).anyMatch(sentence -> sentence.contains("Region of this host: not told"));
        assertThat(plan.tables().get(0).columns()).endsWith("Through the other proxy", "Its overhead");
        S3Trial first = (S3Trial) plan.experiments().get(0).baseline().trial();
        assertThat(List.of(first.service().url(), first.service().region()))
                .containsExactly("https://s3.eu-west-1.amazonaws.com", "eu-west-1");
    }
}
