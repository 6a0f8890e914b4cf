package io.roarbench.report;

import io.roarbench.report.Page.Footnote;
import io.roarbench.report.Page.PageSection;
import io.roarbench.report.Page.PageTable;
import java.util.List;
import java.util.stream.Collectors;

/** A page as GitHub-flavoured Markdown. */
final class MarkdownWriter {

    private final StringBuilder out = new StringBuilder();

    private MarkdownWriter() {
    }

    static String write(Page page) {
        MarkdownWriter writer = new MarkdownWriter();
        writer.paragraph("# " + page.title());
        writer.paragraph(page.banner().isEmpty() ? "" : "> " + page.banner());
        writer.paragraph(page.intro());
        page.sections().forEach(writer::section);
        writer.paragraph(page.outro());
        return writer.out.toString().stripTrailing() + "\n";
    }

    private void section(PageSection section) {
        paragraph("## " + section.heading());
        paragraph(section.intro());
        section.tables().forEach(t -> table(t, section.footnotes()));
        section.notes().forEach(this::paragraph);
        section.footnotes().forEach(f -> paragraph("[^" + f.number() + "]: " + f.text()));
        paragraph("**Setup**: " + section.setup());
    }

    private void table(PageTable table, List<Footnote> footnotes) {
        paragraph(table.caption());
        line(table.columns());
        out.append("|").append("---|".repeat(table.columns().size())).append('\n');
        for (List<Figure> row : table.rows()) {
            line(row.stream().map(f -> f.text() + mark(f, footnotes)).toList());
        }
        out.append('\n');
    }

    private static String mark(Figure figure, List<Footnote> footnotes) {
        return footnotes.stream()
                .filter(f -> f.text().equals(figure.footnote()))
                .map(f -> "[^" + f.number() + "]")
                .findFirst()
                .orElse("");
    }

    private void line(List<String> cells) {
        out.append(cells.stream().map(MarkdownWriter::cell).collect(Collectors.joining(" | ", "| ", " |"))).append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    private void paragraph(String text) {
        if (!text.isBlank()) {
            out.append(text).append("\n\n");
        }
    }
}
