package io.roarbench.environment;

import java.nio.file.Path;
import java.util.Map;

/** Environments for tests. */
public final class TestEnvironments {

    private TestEnvironments() {
    }

    /** A machine of which nothing is known. */
    public static Environment unknown() {
        return new EnvironmentReader(Path.of("/nonexistent"), Map.of(), Map.of()).read(Map.of(), Map.of());
    }
}
