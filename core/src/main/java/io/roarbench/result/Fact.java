package io.roarbench.result;

/**
 * Something the Setup line of a page states that was known only at run time.
 *
 * @param experiment whose fact it is
 * @param name e.g. {@code page cache}
 * @param value a clause for the Setup line (Markdown)
 */
public record Fact(String experiment, String name, String value) {
}
