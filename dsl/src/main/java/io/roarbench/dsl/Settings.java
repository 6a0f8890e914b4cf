package io.roarbench.dsl;

import java.util.Map;

/**
 * What the caller decides about a scenario.
 *
 * @param profile {@code quick}, {@code full}, or a name the scenario knows
 * @param parameters values for the scenario's parameters, by name
 */
public record Settings(String profile, Map<String, String> parameters) {

    /** The profile where none is named. */
    public static final String QUICK = "quick";

    /** The profile for figures to publish. */
    public static final String FULL = "full";

    public Settings {
        parameters = Map.copyOf(parameters);
    }

    /** The quick profile, every parameter at its default. */
    public static Settings quick() {
        return new Settings(QUICK, Map.of());
    }
}
