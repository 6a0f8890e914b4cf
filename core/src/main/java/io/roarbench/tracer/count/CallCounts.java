package io.roarbench.tracer.count;

import io.roarbench.linux.process.Execution;
import io.roarbench.tracer.IncompleteReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a command and all its descendants did, counted.
 *
 * @param source what counted
 * @param calls how often, by kind; 0 for kinds that are not in it
 * @param programs files that were executed, as named to exec; a file may stand for itself in several forms
 * @param blindSpots what was used that no tracer here, or not each, can follow
 * @param caveats what the source could not count exactly, a sentence each; empty if it counted everything
 * @param execution how the command ended. Its times are those of a command that is being counted, which is slower
 */
public record CallCounts(String source, Map<CallKind, Long> calls, SortedSet<String> programs,
        Set<IncompleteReason> blindSpots, List<String> caveats, Execution execution) {

    /** Copies. */
    public CallCounts {
        Map<CallKind, Long> all = new EnumMap<>(CallKind.class);
        for (CallKind kind : CallKind.values()) {
            all.put(kind, calls.getOrDefault(kind, 0L));
        }
        calls = Collections.unmodifiableMap(all);
        programs = Collections.unmodifiableSortedSet(new TreeSet<>(programs));
        blindSpots = Set.copyOf(blindSpots);
        caveats = List.copyOf(caveats);
    }

    /** How many calls of a kind. */
    public long of(CallKind kind) {
        return calls.get(kind);
    }

    /** All of them. */
    public long total() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }
}
