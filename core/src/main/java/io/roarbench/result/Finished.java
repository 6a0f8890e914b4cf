package io.roarbench.result;

import java.util.List;
import java.util.Map;

/**
 * What is known of an experiment once it has ended, beside its samples.
 *
 * @param ending how it ended
 * @param unavailable variants that cannot run here, with the reason of each
 * @param seriesFacts facts by variant
 * @param facts for the Setup line
 */
public record Finished(
        Ending ending,
        Map<String, String> unavailable,
        Map<String, Map<String, String>> seriesFacts,
        List<Fact> facts) {
}
