package io.roarbench.report;

/**
 * How one cell of a table changed from one run to another.
 *
 * @param table id of the table
 * @param row label of the row
 * @param column head of the column
 * @param before what the earlier page shows
 * @param after what the later page shows
 * @param change how much: in percent of the earlier figure, or as a difference where that is near 0
 * @param agrees whether the 95 % intervals of the two have a value in common
 * @param kind what the change amounts to
 * @param worseBy by how many percent the later figure is worse than the earlier; below 0 if it is better
 */
public record CellChange(String table, String row, String column, String before, String after, String change, boolean agrees,
        Kind kind, double worseBy) {

    /** What a change amounts to, with p-values adjusted (Holm) for all that is compared. */
    public enum Kind {
        /** Slower, or more overhead; significant. */
        WORSE,
        /** Faster, or less overhead; significant. */
        BETTER,
        /** No difference was found. */
        SAME,
        /** One of the two has no figure, or no interval. */
        NOT_COMPARABLE
    }
}
