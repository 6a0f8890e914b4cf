package io.roarbench.dsl;

import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads scenario files into plans. A scenario is a program: reading one runs it (there is no sandbox in Groovy); it
 * declares what is to be measured and measures nothing.
 */
public final class ScenarioReader {

    private ScenarioReader() {
    }

    /**
     * Reads a scenario file.
     *
     * @param file a {@code .groovy} file; one that does not exist is looked up among the scenarios on the class path
     * @param settings profile and parameters
     * @return its plan, checked
     * @throws ScenarioException if the file is wrong; the message names file and line
     * @throws IOException if it cannot be read
     */
    public static Plan read(Path file, Settings settings) throws ScenarioException, IOException {
        return read(ScenarioSource.find(file), settings);
    }

    /**
     * Reads a scenario from a text.
     *
     * @param name what errors call it
     * @param text Groovy
     */
    public static Plan read(String name, String text, Settings settings) throws ScenarioException {
        return read(new ScenarioSource(name, text, new ScenarioPlace.Nowhere()), settings);
    }

    private static Plan read(ScenarioSource source, Settings settings) throws ScenarioException {
        ScenarioFiles files = new ScenarioFiles();
        ScenarioBlock block = new ScenarioBlock(new Scope(), settings);
        try {
            files.run(source, block);
            return block.plan(new Origin(source.name(), sha256(source.text())));
        } catch (ScenarioFailure e) {
            throw e.scenario();
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(source.name(), 0, e.getMessage(), e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
