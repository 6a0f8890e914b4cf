package io.roarbench.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What a Markdown page consists of, without its figures.
 *
 * @param parts paragraphs, each on one line, and tables, in order
 */
record MarkdownOutline(List<Part> parts) {

    /** A paragraph, heading or list; or a table. */
    sealed interface Part {
    }

    /** As it stands in the page, except that links to docs are written as {@code /docs/NAME}. */
    record Paragraph(String text) implements Part {
    }

    /**
     * @param head the line of column heads
     * @param labels first cell of every row
     */
    record Table(String head, List<String> labels) implements Part {
    }

    static MarkdownOutline of(String markdown) {
        List<Part> parts = new ArrayList<>();
        for (String block : markdown.strip().split("\n\n+")) {
            List<String> lines = block.lines().toList();
            if (lines.get(0).startsWith("|")) {
                parts.add(new Table(lines.get(0), lines.stream().skip(2).map(l -> l.split(" \\|", 2)[0] + " |").toList()));
            } else {
                parts.add(new Paragraph(block.replaceAll("\\]\\(\\.\\./docs/([a-z]+)\\.md\\)", "](/docs/$1)")));
            }
        }
        return new MarkdownOutline(parts);
    }

    /** The first part of another outline that this one lacks, or has in another order; empty text if it has all. */
    String firstMissing(MarkdownOutline wanted) {
        int at = 0;
        for (Part part : wanted.parts) {
            while (at < parts.size() && !matches(parts.get(at), part)) {
                at++;
            }
            if (at++ == parts.size()) {
                return part.toString();
            }
        }
        return "";
    }

    /** A paragraph may go on where the wanted one ends; a table has the wanted rows, all of them and no others. */
    private static boolean matches(Part part, Part wanted) {
        return part instanceof Paragraph text && wanted instanceof Paragraph start
                ? text.text().startsWith(start.text())
                : part.equals(wanted);
    }
}
