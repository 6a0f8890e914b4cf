package io.roarbench.measure.statistics;

/** Plans rounds: an interval's width falls with the square root of their number. */
public final class Precision {

    private Precision() {
    }

    /**
     * About how many rounds in all a wanted precision needs, if a pilot is typical.
     *
     * @param pilot an estimate with an interval, of at least {@link Bootstrap#FEWEST} rounds
     * @param relativeHalfWidth wanted half-width of the 95 % interval as a share of the value, above 0
     * @return at least {@link Bootstrap#FEWEST}; {@link Integer#MAX_VALUE} at most
     * @throws IllegalArgumentException if the pilot has no interval or a value of 0, or the wanted share is not above 0
     */
    public static int rounds(Estimate pilot, double relativeHalfWidth) {
        if (!(relativeHalfWidth > 0)) {
            throw new IllegalArgumentException("the wanted half-width is above 0, not " + relativeHalfWidth);
        }
        double reached = pilot.relativeHalfWidth();
        if (!Double.isFinite(reached)) {
            throw new IllegalArgumentException("the pilot has no relative half-width to plan from: " + pilot);
        }
        double factor = reached / relativeHalfWidth;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(Bootstrap.FEWEST, Math.ceil(pilot.n() * factor * factor)));
    }

    /** About how many rounds in all the median of a series needs; see {@link #rounds(Estimate, double)}. */
    public static int rounds(double[] pilot, double relativeHalfWidth, long seed) {
        return rounds(Bootstrap.median(pilot, seed), relativeHalfWidth);
    }
}
