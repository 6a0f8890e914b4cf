package io.roarbench.report;

import java.util.List;

/** Tables with aligned columns, for a terminal. */
public final class TextTable {

    private TextTable() {
    }

    /**
     * A table, the first row as its head over a rule.
     *
     * @param rows of as many cells each
     */
    public static String of(List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        });
        for (int i = 0; i < rows.size(); i++) {
            line(rows.get(i), widths, out);
            if (i == 0) {
                rule(widths, out);
            }
        }
        return out.toString();
    }

    private static void line(List<String> cells, int[] widths, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - width(cells.get(i)) + 2));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static void rule(int[] widths, StringBuilder out) {
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
