package io.roarbench.dsl;

import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Section;
import io.roarbench.plan.Syscalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a scenario file has declared so far; the outermost block. */
final class ScenarioBlock extends Block {

    private final Settings settings;
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private final Map<String, Syscalls> syscalls = new LinkedHashMap<>();
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String title = "";
    private String intro = "";
    private String outro = "";
    private long seed = 42;

    ScenarioBlock(Scope scope, Settings settings) {
        super(scope, "at the top level");
        this.settings = settings;
        scope.open(this);
    }

    Settings settings() {
        return settings;
    }

    void title(String text) {
        title = text;
    }

    void intro(String markdown) {
        intro = markdown.strip();
    }

    void outro(String markdown) {
        outro = markdown.strip();
    }

    void seed(long value) {
        seed = value;
    }

    long seed() {
        return seed;
    }

    Map<String, Experiment> experiments() {
        return experiments;
    }

    /** By experiment id, for those that count system calls. */
    Map<String, Syscalls> syscalls() {
        return syscalls;
    }

    void add(Experiment experiment) {
        if (experiments.putIfAbsent(experiment.id(), experiment) != null) {
            throw new IllegalArgumentException("there are two experiments named '" + experiment.id() + "'");
        }
    }

    void add(Section section) {
        sections.add(section);
    }

    String parameter(String name, String fallback) {
        String value = settings.parameters().getOrDefault(name, fallback);
        parameters.put(name, value);
        return value;
    }

    Plan plan(Origin origin) {
        for (String name : new TreeSet<>(settings.parameters().keySet())) {
            if (!parameters.containsKey(name)) {
                List<String> known = List.copyOf(parameters.keySet());
                throw new IllegalArgumentException("there is no parameter '" + name + "'"
                        + KnownNames.suggestion(name, known)
                        + (known.isEmpty() ? "; this scenario has none" : " (there are " + String.join(", ", known) + ")"));
            }
        }
        String name = title.isBlank() ? origin.name() : title;
        return new Plan(name, intro, origin, settings.profile(), parameters, seed,
                List.copyOf(experiments.values()), sections, outro);
    }
}
