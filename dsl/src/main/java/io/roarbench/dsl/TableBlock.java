package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import io.roarbench.plan.Row;
import io.roarbench.plan.Table;
import java.util.ArrayList;
import java.util.List;

/** {@code table('id') { … }} inside {@code section}. */
public final class TableBlock extends Block {

    private final String id;
    private final ScenarioBlock scenario;
    private final List<Row> rows = new ArrayList<>();
    private String sentence = "";
    private List<String> columnHeads = List.of();

    TableBlock(Scope scope, String id, ScenarioBlock scenario) {
        super(scope, "inside table '" + id + "'");
        this.id = id;
        this.scenario = scenario;
    }

    /** The sentence above the table (Markdown). */
    public void caption(String markdown) {
        keyword("caption");
        sentence = markdown;
    }

    /** The heads of the columns, that of the row labels first. */
    public void columns(String... heads) {
        keyword("columns");
        columnHeads = List.of(heads);
    }

    /** A row: its label (Markdown), and one call for each further cell. */
    public void row(
            String label, @DelegatesTo(value = RowBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> cells) {
        keyword("row");
        RowBlock block = new RowBlock(scope(), label, scenario);
        inside(block, cells);
        if (!columnHeads.isEmpty() && block.cells().size() != columnHeads.size() - 1) {
            throw new IllegalArgumentException("the row '" + label + "' has " + block.cells().size()
                    + " cells; the columns call for " + (columnHeads.size() - 1));
        }
        rows.add(new Row(label, block.cells()));
    }

    Table table() {
        return new Table(id, sentence, columnHeads, rows);
    }
}
