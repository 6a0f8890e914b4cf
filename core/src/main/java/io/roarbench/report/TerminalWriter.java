package io.roarbench.report;

import io.roarbench.report.Page.Footnote;
import io.roarbench.report.Page.PageSection;
import io.roarbench.report.Page.PageTable;
import java.util.ArrayList;
import java.util.List;

/** A page's tables with aligned columns, for a terminal. */
final class TerminalWriter {

    private final StringBuilder out = new StringBuilder();

    private TerminalWriter() {
    }

    static String write(Page page) {
        TerminalWriter writer = new TerminalWriter();
        if (!page.banner().isEmpty()) {
            writer.out.append(page.banner()).append("\n\n");
        }
        page.sections().forEach(writer::section);
        return writer.out.toString();
    }

    private void section(PageSection section) {
        out.append(section.heading()).append("\n\n");
        for (PageTable table : section.tables()) {
            if (!table.caption().isEmpty()) {
                out.append(table.caption()).append('\n');
            }
            table(table, section.footnotes());
            out.append('\n');
        }
        section.footnotes().forEach(f -> out.append("[").append(f.number()).append("] ").append(f.text()).append('\n'));
        section.notes().forEach(n -> out.append(n).append('\n'));
        out.append("Setup: ").append(section.setup()).append("\n\n");
    }

    private void table(PageTable table, List<Footnote> footnotes) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns());
        for (List<Figure> row : table.rows()) {
            lines.add(row.stream().map(f -> f.text() + mark(f, footnotes)).toList());
        }
        out.append(TextTable.of(lines));
    }

    private static String mark(Figure figure, List<Footnote> footnotes) {
        return footnotes.stream()
                .filter(f -> f.text().equals(figure.footnote()))
                .map(f -> " [" + f.number() + "]")
                .findFirst()
                .orElse("");
    }
}
