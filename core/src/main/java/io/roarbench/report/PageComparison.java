package io.roarbench.report;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.measure.statistics.Holm;
import io.roarbench.measure.statistics.Independent;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Row;
import io.roarbench.plan.Table;
import io.roarbench.report.CellChange.Kind;
import io.roarbench.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the pages of two results cell by cell. A pure function of the two. */
public final class PageComparison {

    private static final double ALPHA = 0.05;

    private PageComparison() {
    }

    /**
     * The change of every cell that shows a figure in both, found by table id, row label and column head.
     *
     * @param before the earlier result
     * @param after the later one
     */
    public static List<CellChange> of(Result before, Result after) {
        List<Pair> pairs = new ArrayList<>();
        Figures earlier = new Figures(before);
        Figures later = new Figures(after);
        for (Table table : before.plan().tables()) {
            for (Row row : table.rows()) {
                for (int i = 0; i < row.cells().size(); i++) {
                    String column = table.columns().get(i + 1);
                    Cell cell = row.cells().get(i);
                    if (!cell.series().isEmpty()) {
                        find(after, table.id(), row.label(), column).ifPresent(other -> pairs.add(new Pair(
                                table.id(), row.label(), column, earlier.of(cell), later.of(other))));
                    }
                }
            }
        }
        List<Pair> comparable = pairs.stream().filter(Pair::comparable).toList();
        double[] p = Holm.adjust(comparable.stream().mapToDouble(Pair::pValue).toArray());
        return pairs.stream().map(pair -> {
            int at = comparable.indexOf(pair);
            return at < 0 ? pair.incomparable() : pair.judged(p[at]);
        }).toList();
    }

    private static Optional<Cell> find(Result result, String table, String row, String column) {
        return result.plan().tables().stream()
                .filter(t -> t.id().equals(table) && t.columns().indexOf(column) > 0)
                .flatMap(t -> t.rows().stream().filter(r -> r.label().equals(row))
                        .map(r -> r.cells().get(t.columns().indexOf(column) - 1)))
                .filter(c -> !c.series().isEmpty())
                .findFirst();
    }

    private record Pair(String table, String row, String column, Figure before, Figure after) {

        boolean comparable() {
            return before.unit().equals(after.unit()) && estimate(before).hasInterval() && estimate(after).hasInterval();
        }

        /** Figures that may be 0 or below have no ratio. */
        boolean byRatio() {
            return before.low() > 0 && after.low() > 0;
        }

        Estimate change() {
            return byRatio()
                    ? Independent.ratio(estimate(before), estimate(after))
                    : Independent.difference(estimate(before), estimate(after));
        }

        double pValue() {
            return byRatio()
                    ? Independent.pValue(change().map(StrictMath::log), 0)
                    : Independent.pValue(change(), 0);
        }

        CellChange judged(double adjusted) {
            Estimate change = change();
            boolean more = byRatio() ? change.value() > 1 : change.value() > 0;
            boolean worse = more != before.unit().equals("bytes/s");
            Kind kind = adjusted >= ALPHA ? Kind.SAME : worse ? Kind.WORSE : Kind.BETTER;
            String text = byRatio()
                    ? Numbers.change(change.value(), change.low(), change.high())
                    : Numbers.difference(change.value(), change.low(), change.high());
            double percent = byRatio()
                    ? 100 * (Math.max(change.value(), 1 / change.value()) - 1)
                    : 100 * Math.abs(change.value() / before.value());
            return new CellChange(table, row, column, before.text(), after.text(), text,
                    estimate(before).overlaps(estimate(after)), kind, worse ? percent : -percent);
        }

        CellChange incomparable() {
            return new CellChange(table, row, column, before.text(), after.text(), "", false, Kind.NOT_COMPARABLE, 0);
        }

        private static Estimate estimate(Figure figure) {
            return new Estimate(figure.value(), figure.low(), figure.high(), figure.samples());
        }
    }
}
