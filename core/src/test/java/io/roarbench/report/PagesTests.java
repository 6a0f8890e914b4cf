package io.roarbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.measure.statistics.Warnings;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Json;
import io.roarbench.result.Result;
import io.roarbench.result.Results;
import io.roarbench.result.Series;
import io.roarbench.result.Status;
import io.roarbench.result.TrialSample;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTests {

    private final Result result = Results.small();

    @Test
    void a_page_has_title_sections_tables_footnotes_and_setup() {
        String page = Pages.markdown(result);

        assertThat(page).startsWith("# Small\n\nAn intro.\n\n## Part\n\nWords.\n\nTimes:\n\n| Row | Time | Speed | Overhead |\n|---|---|---|---|\n");
        assertThat(page).containsPattern("\\| first \\| (1\\.00 ms|99\\d µs) ± 0\\.\\d % \\| 1\\.00 MB/s ± 0\\.\\d % \\| 1\\.5\\d ms \\(\\+\\d+\\.\\d+ % \\[\\+4\\d\\.\\d+, \\+5\\d\\.\\d+\\]\\) \\|");
        assertThat(page).contains("a \\| b");
        assertThat(page).contains("| n/a[^1] |").contains("[^1]: no need");
        assertThat(page).contains("Noise floor (the same thing measured twice in the same rounds): first ");
        assertThat(page).contains("Page cache: all cached. A sentence of its own. Medians of 30 rounds");
        assertThat(page).contains("scenario small.groovy, profile quick, seed 42, 2026-11-24.");
        assertThat(page).endsWith("The end.\n");
    }

    @Test
    void the_html_page_is_one_file_with_the_same_tables_and_footnotes() {
        String html = Pages.html(result);

        assertThat(html).startsWith("<!DOCTYPE html>").contains("<title>Small</title>").contains("<h2>Part</h2>");
        assertThat(html).containsPattern("(?s)<thead>.*<th>Overhead</th>.*<td>first</td>").contains("<td>a | b</td>");
        assertThat(html).contains("no need").doesNotContain("[^1]").doesNotContain("<script").doesNotContain("src=");
    }

    @Test
    void rendering_is_a_pure_function_of_the_result_file() throws Exception {
        Result again = Json.mapper().readValue(Json.indented().writeValueAsString(result), Result.class);

        assertThat(Pages.markdown(again)).isEqualTo(Pages.markdown(result));
        assertThat(Pages.html(again)).isEqualTo(Pages.html(result));
        assertThat(Pages.csv(again)).isEqualTo(Pages.csv(result));
        assertThat(Pages.terminal(again)).isEqualTo(Pages.terminal(result));
    }

    @Test
    void figures_can_be_recomputed_from_raw_samples() {
        String line = Pages.csv(result).lines().filter(l -> l.startsWith("Part,t,first,Time,")).findFirst().orElseThrow();
        double[] sorted = result.find(SeriesId.parse("first/base")).orElseThrow().nanos();
        java.util.Arrays.sort(sorted);

        assertThat(Double.parseDouble(line.split(",")[4])).isEqualTo((sorted[14] + sorted[15]) / 2);
        assertThat(line).contains(",ns,30,");
    }

    @Test
    void warm_up_and_void_samples_are_in_no_figure_and_void_ones_are_shown() {
        List<Series> series = replace("first/base", s -> new Series(s.id(), "", s.facts(),
                s.samples().stream().map(x -> x.round() % 3 == 1
                        ? new TrialSample(x.round(), 0, x.warmUp(), 0, 0, Map.of(), "exit code 9") : x).toList()));

        Result flawed = Results.with(result, Status.COMPLETE, series, result.endings(),
                Warnings.voidSamples("first/base", 10, 30, "exit code 9"));

        assertThat(Pages.csv(flawed).lines().filter(l -> l.startsWith("Part,t,first,Time,")).findFirst().orElseThrow())
                .contains(",ns,20,");
        assertThat(Pages.markdown(flawed)).contains("Warning: first/base: 10 of 30 trials do not count; the first because: exit code 9.");
    }

    @Test
    void what_cannot_run_is_na_with_the_reason() {
        List<Series> series = replace("first/other", s -> new Series(s.id(), "needs root", Map.of(), List.of()));

        String page = Pages.markdown(Results.with(result, Status.COMPLETE, series, result.endings()));

        assertThat(page).contains("| n/a[^1] |").contains("[^1]: needs root").contains("[^2]: no need");
    }

    @Test
    void an_incomplete_result_says_so() {
        List<Series> series = replace("second/other", s -> new Series(s.id(), "", Map.of(), List.of()));
        Result cut = Results.with(result, Status.INCOMPLETE, series, result.endings().subList(0, 1));

        assertThat(Pages.markdown(cut)).contains("> **Incomplete**").contains("not measured: the run was interrupted before");
        assertThat(Pages.terminal(cut)).startsWith("**Incomplete**");
    }

    @Test
    void an_overhead_whose_interval_holds_zero_is_printed_as_such() {
        Series base = result.find(SeriesId.parse("first/base")).orElseThrow();
        Series control = result.find(SeriesId.parse("first/control")).orElseThrow();
        List<Series> series = replace("first/other", s -> new Series(s.id(), "", Map.of(), control.samples()));

        assertThat(base.nanos()).isNotEqualTo(control.nanos());
        assertThat(Pages.markdown(Results.with(result, Status.COMPLETE, series, result.endings()))).contains("(≈ 0: ");
    }

    @Test
    void an_overhead_that_is_not_known_well_enough_to_be_none_is_within_noise() {
        Series wide = result.find(SeriesId.parse("first/control")).orElseThrow();
        List<TrialSample> scattered = wide.samples().stream().map(s -> new TrialSample(s.round(), s.position(), s.warmUp(),
                s.atNanos(), s.round() % 2 == 0 ? s.nanos() * 9 / 10 : s.nanos() * 11 / 10, s.metrics(), "")).toList();
        List<Series> series = replace("first/other", s -> new Series(s.id(), "", Map.of(), scattered));

        assertThat(Pages.markdown(Results.with(result, Status.COMPLETE, series, result.endings())))
                .contains("(within noise: ").doesNotContain("≈ 0");
    }

    @Test
    void verdicts_stand_under_tables_that_compare() {
        assertThat(Pages.markdown(result)).contains("Verdicts (within ±2 % is equivalent; Wilcoxon signed-rank, Holm over the section): first/other slower.");
    }

    @Test
    void terminal_tables_are_aligned() {
        List<String> lines = Pages.terminal(result).lines().toList();
        int head = IntStream.range(0, lines.size()).filter(i -> lines.get(i).startsWith("Row ")).findFirst().orElseThrow();

        int column = lines.get(head).indexOf("Speed");
        assertThat(lines.get(head + 2).substring(column)).startsWith("1.00 MB/s");
    }

    private List<Series> replace(String id, java.util.function.UnaryOperator<Series> change) {
        return result.series().stream().map(s -> s.id().toString().equals(id) ? change.apply(s) : s).toList();
    }

    @Test
    void the_cost_of_an_event_is_told_with_and_without_a_baseline() {
        Result slopes = Results.slopes();

        List<String> lines = Pages.csv(slopes).lines().filter(l -> l.startsWith("Part,costs,")).toList();

        assertThat(lines.get(0)).startsWith("Part,costs,calls,Alone,").contains(",ns/event,");
        assertThat(Double.parseDouble(lines.get(0).split(",")[4])).isCloseTo(500, org.assertj.core.api.Assertions.within(5.0));
        assertThat(Double.parseDouble(lines.get(1).split(",")[4])).isCloseTo(150, org.assertj.core.api.Assertions.within(5.0));
        assertThat(Pages.markdown(slopes)).containsPattern("Noise floor .*: calls [+−±]0\\.\\d ns \\[−.*\\] a call\\.");
        assertThat(Pages.markdown(slopes)).containsPattern("\\| (49\\d|50\\d)(\\.\\d)? ns ± 0\\.\\d % \\| \\+1[45]\\d.* \\(in the kernel\\) \\|");
    }
}
