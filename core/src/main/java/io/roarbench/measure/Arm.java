package io.roarbench.measure;

/**
 * One of the variants that are measured side by side.
 *
 * @param name unique within its experiment
 * @param measurable what one trial of it runs
 */
public record Arm(String name, Measurable measurable) {
}
