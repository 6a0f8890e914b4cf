package io.roarbench.dsl;

/**
 * A part of a whole in a scenario, e.g. {@code 5.percent}.
 *
 * @param value 0.05 for 5 %, at least 0
 */
public record Share(double value) {

    public Share {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("a share is at least 0 percent, not " + value * 100);
        }
    }
}
