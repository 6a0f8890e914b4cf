package io.roarbench.tracer.replay;

import java.util.List;

/**
 * What a replay can't learn from events.
 *
 * @param backend the tracer's name
 * @param mode "exact" or "fdpos"
 * @param placement as in the report
 * @param command the command line
 * @param cwd its working directory
 * @param includeSystemFiles whether /proc, /sys and /dev are listed
 */
public record TraceMeta(String backend, String mode, String placement, List<String> command, String cwd,
        boolean includeSystemFiles) {
}
