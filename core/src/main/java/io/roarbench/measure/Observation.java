package io.roarbench.measure;

/**
 * A sample and where it stands in the schedule.
 *
 * @param arm the name of the arm
 * @param round from 0; warm-up rounds are counted apart, from 0 as well
 * @param position in the shuffled order of its round, from 0
 * @param warmUp whether it belongs to the warm-up: kept, but in no estimate
 * @param atNanos when the trial began, ns since the experiment began
 * @param sample what was measured
 */
public record Observation(String arm, int round, int position, boolean warmUp, long atNanos, Sample sample) {
}
