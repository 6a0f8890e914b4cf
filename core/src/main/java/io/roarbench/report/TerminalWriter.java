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
        int[] widths = new int[table.columns().size()];
        lines.forEach(l -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(l.get(i)));
            }
        });
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), widths);
            if (i == 0) {
                rule(widths);
            }
        }
    }

    private static String mark(Figure figure, List<Footnote> footnotes) {
        return footnotes.stream()
                .filter(f -> f.text().equals(figure.footnote()))
                .map(f -> " [" + f.number() + "]")
                .findFirst()
                .orElse("");
    }

    private void line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - width(cells.get(i)) + 2));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private void rule(int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int width : widths) {
            line.append("─".repeat(width)).append("  ");
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
