package io.roarbench.plan;

import java.util.List;

/**
 * A row of a table.
 *
 * @param label what stands in the first column (Markdown)
 * @param cells one for each further column
 */
public record Row(String label, List<Cell> cells) {

    public Row {
        cells = List.copyOf(cells);
    }
}
