package io.roarbench.measure.statistics;

/** Quantiles of values with ties, by the mid-distribution function P(X &lt; x) + P(X = x) / 2. */
final class MidDistribution {

    private MidDistribution() {
    }

    /**
     * The value at which the mid-distribution function, linear between distinct values, reaches a share.
     *
     * @param ascending sorted, at least one
     * @param share in [0, 1]; below the first or above the last mid-share it is the smallest or the largest value
     */
    static double quantile(double[] ascending, double share) {
        double wanted = share * ascending.length;
        double before = ascending[0];
        double middleBefore = 0;
        int from = 0;
        while (from < ascending.length) {
            int to = from + 1;
            while (to < ascending.length && ascending[to] == ascending[from]) {
                to++;
            }
            double middle = (from + to) / 2.0;
            if (wanted <= middle) {
                double weight = from == 0 ? 1 : (wanted - middleBefore) / (middle - middleBefore);
                return before + weight * (ascending[from] - before);
            }
            before = ascending[from];
            middleBefore = middle;
            from = to;
        }
        return before;
    }
}
