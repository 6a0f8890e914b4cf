package io.roarbench.report;

import io.roarbench.result.Result;

/** Pages and tables of a result. Every method is a pure function: the same result gives the same text. */
public final class Pages {

    private Pages() {
    }

    /** The page as GitHub-flavoured Markdown. */
    public static String markdown(Result result) {
        return MarkdownWriter.write(PageBuilder.of(result));
    }

    /** The page as one HTML file, with its style inside and no script. */
    public static String html(Result result) {
        return HtmlWriter.write(PageBuilder.of(result));
    }

    /** One line per cell: section, table, row, column, value, low, high, unit, samples, text. */
    public static String csv(Result result) {
        return CsvWriter.write(PageBuilder.of(result));
    }

    /** Tables for a terminal. */
    public static String terminal(Result result) {
        return TerminalWriter.write(PageBuilder.of(result));
    }
}
