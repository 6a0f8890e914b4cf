package io.roarbench.report;

/**
 * What stands in a cell.
 *
 * @param text as shown, without footnote marks
 * @param footnote why there is no figure; empty where there is one
 * @param value the figure itself, NaN where the cell is a text
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param unit of the three, e.g. {@code ns}, {@code bytes/s}, {@code ratio}; empty for texts
 * @param samples that it is computed from
 */
record Figure(String text, String footnote, double value, double low, double high, String unit, int samples) {

    static Figure text(String text) {
        return new Figure(text, "", Double.NaN, Double.NaN, Double.NaN, "", 0);
    }

    static Figure notAvailable(String reason) {
        return new Figure("n/a", reason, Double.NaN, Double.NaN, Double.NaN, "", 0);
    }
}
