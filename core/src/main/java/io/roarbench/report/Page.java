package io.roarbench.report;

import java.util.List;

/**
 * A page as text, ready to be written in any format: the result of all computing.
 *
 * @param title Markdown, as all texts here
 * @param banner shown first where the result is incomplete; else empty
 * @param intro under the title
 * @param sections in order
 * @param outro at the end
 */
record Page(String title, String banner, String intro, List<PageSection> sections, String outro) {

    /**
     * @param heading of the section
     * @param intro under it
     * @param tables in order
     * @param footnotes referred to from cells as {@code [^n]}
     * @param notes sentences under the tables: noise floors, warnings
     * @param setup the Setup line without its heading
     */
    record PageSection(String heading, String intro, List<PageTable> tables, List<Footnote> footnotes, List<String> notes,
            String setup) {
    }

    /**
     * @param id of the table in the plan
     * @param caption above it
     * @param columns heads
     * @param rows labels and cells
     */
    record PageTable(String id, String caption, List<String> columns, List<List<Figure>> rows) {
    }

    /**
     * @param number from 1, within the page
     * @param text what it says
     */
    record Footnote(int number, String text) {
    }
}
