package io.roarbench.report;

import io.roarbench.report.Page.PageSection;
import io.roarbench.report.Page.PageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A page's cells as comma-separated values, RFC 4180, one line per cell. */
final class CsvWriter {

    private CsvWriter() {
    }

    static String write(Page page) {
        List<String> lines = new ArrayList<>();
        lines.add("section,table,row,column,value,low,high,unit,samples,text");
        for (PageSection section : page.sections()) {
            for (PageTable table : section.tables()) {
                table.rows().forEach(row -> rows(section.heading(), table, row, lines));
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static void rows(String section, PageTable table, List<Figure> row, List<String> lines) {
        for (int i = 1; i < row.size(); i++) {
            Figure figure = row.get(i);
            String text = figure.footnote().isEmpty() ? figure.text() : figure.text() + ": " + figure.footnote();
            lines.add(List.of(section, table.id(), row.get(0).text(), table.columns().get(i), number(figure.value()),
                            number(figure.low()), number(figure.high()), figure.unit(),
                            figure.samples() == 0 ? "" : Integer.toString(figure.samples()), text)
                    .stream()
                    .map(CsvWriter::field)
                    .collect(Collectors.joining(",")));
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String field(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
