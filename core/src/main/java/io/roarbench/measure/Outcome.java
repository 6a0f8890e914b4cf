package io.roarbench.measure;

import java.util.Map;

/**
 * How an experiment ended.
 *
 * @param rounds complete rounds, those of an earlier, resumed run included
 * @param reason why it stopped
 * @param unavailable arms that cannot run here, with the reason of each
 * @param settled whether the warm-up was seen to settle (true where none was asked for)
 */
public record Outcome(int rounds, StopReason reason, Map<String, String> unavailable, boolean settled) {
}
