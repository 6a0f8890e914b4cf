package io.roarbench.plan;

import java.util.List;

/**
 * A part of a page: heading, introduction, tables, and the Setup line that the report writes below them.
 *
 * @param heading e.g. {@code Hashes}
 * @param intro Markdown; may be empty
 * @param tables in order
 * @param setup sentences of the scenario's own for the Setup line (Markdown), after those that the report derives
 */
public record Section(String heading, String intro, List<Table> tables, List<String> setup) {

    public Section {
        Names.check("section", heading);
        tables = List.copyOf(tables);
        setup = List.copyOf(setup);
    }
}
