package io.roarbench.result;

import io.roarbench.environment.Noise;
import io.roarbench.measure.StopReason;

/**
 * How one experiment ended.
 *
 * @param experiment its id
 * @param reason why it stopped
 * @param rounds complete rounds
 * @param settled whether its warm-up was seen to settle
 * @param noise what else the machine did meanwhile
 */
public record Ending(String experiment, StopReason reason, int rounds, boolean settled, Noise noise) {
}
