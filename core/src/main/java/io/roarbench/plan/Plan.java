package io.roarbench.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A benchmark as plain, immutable data: everything that decides what is measured and which tables come of it.
 *
 * @param title of the page
 * @param intro of the page (Markdown); may be empty
 * @param origin where it came from
 * @param profile {@code quick}, {@code full} or a scenario's own
 * @param parameters every parameter with the value that was used
 * @param seed that all randomness of the run is derived from
 * @param experiments what is measured, in the order in which it is
 * @param sections what is shown
 * @param outro Markdown after the sections; may be empty
 */
public record Plan(
        String title,
        String intro,
        Origin origin,
        String profile,
        Map<String, String> parameters,
        long seed,
        List<Experiment> experiments,
        List<Section> sections,
        String outro) {

    public Plan {
        Names.check("plan", title);
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
        experiments = List.copyOf(experiments);
        sections = List.copyOf(sections);
        Set<SeriesId> known = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Experiment experiment : experiments) {
            if (!ids.add(experiment.id())) {
                throw new IllegalArgumentException("two experiments are named '" + experiment.id() + "'");
            }
            experiment.variants().forEach(v -> known.add(new SeriesId(experiment.id(), v.name())));
        }
        checkTables(sections, known);
    }

    private static void checkTables(List<Section> sections, Set<SeriesId> known) {
        Set<String> ids = new HashSet<>();
        for (Table table : tables(sections)) {
            if (!ids.add(table.id())) {
                throw new IllegalArgumentException("two tables are named '" + table.id() + "'");
            }
            for (SeriesId id : seriesOf(table)) {
                if (!known.contains(id)) {
                    throw new IllegalArgumentException("the table '" + table.id() + "' shows '" + id
                            + "', which no experiment measures; there are " + known.stream()
                                    .map(SeriesId::toString).sorted().collect(Collectors.joining(", ")));
                }
            }
        }
    }

    /** All tables in order. */
    public List<Table> tables() {
        return tables(sections);
    }

    private static List<Table> tables(List<Section> sections) {
        return sections.stream().flatMap(s -> s.tables().stream()).toList();
    }

    private static Set<SeriesId> seriesOf(Table table) {
        return table.rows().stream()
                .flatMap(r -> r.cells().stream())
                .flatMap(c -> c.series().stream())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /**
     * The same plan cut down to some tables and to what they show.
     *
     * @param wanted ids of tables
     * @throws IllegalArgumentException if there is no table of one of these ids
     */
    public Plan only(Set<String> wanted) {
        Set<String> ids = tables().stream().map(Table::id).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        for (String id : wanted) {
            if (!ids.contains(id)) {
                throw new IllegalArgumentException("there is no table '" + id + "'; the tables are " + String.join(", ", ids));
            }
        }
        List<Section> kept = sections.stream()
                .map(s -> new Section(s.heading(), s.intro(),
                        s.tables().stream().filter(t -> wanted.contains(t.id())).toList(), s.setup()))
                .filter(s -> !s.tables().isEmpty())
                .toList();
        Set<String> needed = tables(kept).stream()
                .flatMap(t -> seriesOf(t).stream())
                .map(SeriesId::experiment)
                .collect(Collectors.toSet());
        List<Experiment> measured = experiments.stream().filter(e -> needed.contains(e.id())).toList();
        return new Plan(title, intro, origin, profile, parameters, seed, measured, kept, outro);
    }
}
