package io.roarbench.cli;

import com.fasterxml.jackson.core.JacksonException;
import io.roarbench.dsl.ScenarioException;
import io.roarbench.dsl.ScenarioReader;
import io.roarbench.dsl.Settings;
import io.roarbench.plan.Plan;
import io.roarbench.result.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what a scenario becomes; shared by the commands that take one. */
final class ScenarioOptions {

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = Settings.QUICK,
            description = "quick (the default) or full: how long and how precisely to measure.")
    private String profile;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Sets a parameter of the scenario.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--only", paramLabel = "TABLE", description = "Measures only what this table shows; may be repeated.")
    private List<String> only = List.of();

    /** Reads a scenario file, or a resolved plan as {@code plan --json} writes it. */
    Plan plan(Path file) throws ScenarioException, UsageException {
        Plan plan = file.toString().endsWith(".json") ? fromJson(file) : fromScenario(file);
        if (only.isEmpty()) {
            return plan;
        }
        try {
            return plan.only(new LinkedHashSet<>(only));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--only: " + e.getMessage(), e);
        }
    }

    private Plan fromScenario(Path file) throws ScenarioException, UsageException {
        try {
            return ScenarioReader.read(file, new Settings(profile, parameters));
        } catch (IOException e) {
            throw new UsageException(readProblem(file, e), e);
        }
    }

    private Plan fromJson(Path file) throws UsageException {
        if (!parameters.isEmpty()) {
            throw new UsageException("--set: " + file + " is a resolved plan, whose parameters are settled");
        }
        try {
            return Json.mapper().readValue(Files.readString(file), Plan.class);
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new UsageException(file + where + ": no roar-bench plan: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UsageException(readProblem(file, e), e);
        }
    }

    private static String readProblem(Path file, IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no file " + file;
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "no permission to read " + file;
        }
        return Files.isDirectory(file) ? file + " is a folder, not a scenario file" : e.getMessage();
    }
}
