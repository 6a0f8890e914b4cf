package io.roarbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.report.CellChange.Kind;
import io.roarbench.result.Result;
import io.roarbench.result.Results;
import io.roarbench.result.Series;
import io.roarbench.result.Status;
import io.roarbench.result.TrialSample;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PageComparisonTests {

    private final Result before = Results.small();

    /** All samples of one series multiplied. */
    private Result scaled(String series, double factor) {
        List<Series> changed = before.series().stream().map(s -> s.id().toString().equals(series) ? scaled(s, factor) : s).toList();
        return Results.with(before, Status.COMPLETE, changed, before.endings());
    }

    private static Series scaled(Series s, double factor) {
        return new Series(s.id(), s.unavailable(), s.facts(), s.samples().stream()
                .map(x -> new TrialSample(x.round(), x.position(), x.warmUp(), x.atNanos(), Math.round(x.nanos() * factor),
                        x.metrics(), x.voidReason()))
                .toList());
    }

    private static CellChange cell(List<CellChange> changes, String row, String column) {
        return changes.stream().filter(c -> c.row().equals(row) && c.column().equals(column)).findFirst().orElseThrow();
    }

    @Test
    void a_run_compared_with_itself_shows_no_difference() {
        assertThat(PageComparison.of(before, before)).isNotEmpty()
                .allSatisfy(c -> {
                    assertThat(c.kind()).isEqualTo(Kind.SAME);
                    assertThat(c.agrees()).isTrue();
                });
    }

    @Test
    void a_slower_run_is_worse_in_time_and_in_throughput() {
        List<CellChange> changes = PageComparison.of(before, scaled("first/base", 1.2));

        assertThat(cell(changes, "first", "Time").kind()).isEqualTo(Kind.WORSE);
        assertThat(cell(changes, "first", "Time").worseBy()).isCloseTo(20, Offset.offset(0.1));
        assertThat(cell(changes, "first", "Time").change()).startsWith("+20.");
        assertThat(cell(changes, "first", "Speed").kind()).isEqualTo(Kind.WORSE);
        assertThat(cell(changes, "first", "Speed").worseBy()).isCloseTo(20, Offset.offset(0.1));
        assertThat(cell(changes, "first", "Overhead").kind()).as("of a slower baseline").isEqualTo(Kind.BETTER);
    }

    @Test
    void a_faster_run_is_better() {
        CellChange change = cell(PageComparison.of(before, scaled("first/base", 0.5)), "first", "Time");

        assertThat(change.kind()).isEqualTo(Kind.BETTER);
        assertThat(change.agrees()).isFalse();
        assertThat(change.worseBy()).isCloseTo(-100, Offset.offset(0.5));
    }

    @Test
    void a_cell_without_a_figure_in_one_of_them_is_not_comparable() {
        List<Series> changed = before.series().stream()
                .map(s -> s.id().toString().equals("first/base") ? new Series(s.id(), "no such tool", s.facts(), List.of()) : s)
                .toList();
        Result after = Results.with(before, Status.COMPLETE, changed, before.endings());

        assertThat(cell(PageComparison.of(before, after), "first", "Time").kind()).isEqualTo(Kind.NOT_COMPARABLE);
        assertThat(cell(PageComparison.of(before, after), "first", "Time").after()).isEqualTo("n/a");
    }
}
