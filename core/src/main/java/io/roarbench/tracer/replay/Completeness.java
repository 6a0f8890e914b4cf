package io.roarbench.tracer.replay;

import io.roarbench.tracer.IncompleteReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything that keeps a report from being complete. */
final class Completeness {

    /** A reason with ever new details (a path each) must not make the report as long as the run. */
    private static final int MAX_REASONS = 1000;

    private final Set<String> reasons = new LinkedHashSet<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private long unlisted;

    void flag(IncompleteReason reason, String detail) {
        String text = reason.with(detail);
        if (reasons.size() < MAX_REASONS) {
            reasons.add(text);
        } else if (!reasons.contains(text)) {
            unlisted++;
        }
    }

    void lost(String kind, long count) {
        if (count > 0) {
            dropped.merge(kind, count, Long::sum);
        }
    }

    List<String> reasons() {
        List<String> all = new ArrayList<>(reasons);
        if (!dropped.isEmpty()) {
            all.add(IncompleteReason.EVENTS_DROPPED.with(dropped.toString()));
        }
        if (unlisted > 0) {
            all.add("and " + unlisted + " more");
        }
        return all;
    }

    Map<String, Long> dropped() {
        return dropped;
    }
}
