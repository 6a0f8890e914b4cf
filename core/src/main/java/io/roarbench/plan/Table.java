package io.roarbench.plan;

import java.util.List;

/**
 * A table of a page.
 *
 * @param id unique within the plan; what {@code --only} takes
 * @param caption the sentence above it (Markdown); may be empty
 * @param columns the heads, that of the labels first
 * @param rows of as many cells as there are columns after the first
 */
public record Table(String id, String caption, List<String> columns, List<Row> rows) {

    public Table {
        Names.check("table", id);
        if (columns.size() < 2) {
            throw new IllegalArgumentException("the table '" + id + "' has a column of labels and at least one more, not "
                    + columns.size() + " in all");
        }
        for (Row row : rows) {
            if (row.cells().size() != columns.size() - 1) {
                throw new IllegalArgumentException("the row '" + row.label() + "' of the table '" + id + "' has "
                        + row.cells().size() + " cells; its " + columns.size() + " columns call for "
                        + (columns.size() - 1));
            }
        }
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
