package io.roarbench.tracer.coverage;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a tracer reported of what the programs of the suite did.
 *
 * @param cases that ran
 * @param facts about files that the programs state, e.g. that one was read, or that 5 bytes were
 * @param reported of these facts
 * @param wrong facts reported that are not so
 * @param flagged cases whose report says that it is incomplete, by the code of the reason
 * @param silent cases in which a fact is missing or wrong although the report says that it is complete
 */
public record Coverage(int cases, int facts, int reported, int wrong, Map<String, Integer> flagged, int silent) {

    /** Nothing yet. */
    public static final Coverage NONE = new Coverage(0, 0, 0, 0, Map.of(), 0);

    /** Copies. */
    public Coverage {
        flagged = Collections.unmodifiableMap(new TreeMap<>(flagged));
    }

    /** The share of the facts that was reported, 0 to 1; NaN if nothing ran. */
    public double share() {
        return facts == 0 ? Double.NaN : (double) reported / facts;
    }

    /** How many cases have an incomplete report. */
    public int flaggedCases() {
        return flagged.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All together. */
    public static Coverage sum(Collection<Coverage> all) {
        return all.stream().reduce(NONE, Coverage::plus);
    }

    private Coverage plus(Coverage other) {
        Map<String, Integer> both = new TreeMap<>(flagged);
        other.flagged.forEach((reason, n) -> both.merge(reason, n, Integer::sum));
        return new Coverage(cases + other.cases, facts + other.facts, reported + other.reported, wrong + other.wrong, both,
                silent + other.silent);
    }

    /**
     * Of one case.
     *
     * @param stated by file, what the program says
     * @param given by file, what the report says
     * @param reason the code of the first reason why the report is incomplete; empty for a complete one
     */
    static Coverage of(Map<String, Map<String, String>> stated, Map<String, Map<String, String>> given, String reason) {
        int facts = size(stated);
        int reported = common(stated, given);
        int wrong = size(given) - reported;
        boolean silent = reason.isEmpty() && (reported < facts || wrong > 0);
        return new Coverage(1, facts, reported, wrong, reason.isEmpty() ? Map.of() : Map.of(reason, 1), silent ? 1 : 0);
    }

    private static int size(Map<String, Map<String, String>> files) {
        return files.values().stream().mapToInt(Map::size).sum();
    }

    private static int common(Map<String, Map<String, String>> stated, Map<String, Map<String, String>> given) {
        int common = 0;
        for (Map.Entry<String, Map<String, String>> file : stated.entrySet()) {
            Map<String, String> other = given.getOrDefault(file.getKey(), Map.of());
            common += file.getValue().entrySet().stream().filter(e -> e.getValue().equals(other.get(e.getKey()))).count();
        }
        return common;
    }
}
