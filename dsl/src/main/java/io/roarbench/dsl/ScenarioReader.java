package io.roarbench.dsl;

import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        Source source = Source.find(file);
        return read(source, settings);
    }

    /**
     * Reads a scenario from a text.
     *
     * @param name what errors call it
     * @param text Groovy
     */
    public static Plan read(String name, String text, Settings settings) throws ScenarioException {
        return read(new Source(name, text, null), settings);
    }

    private static Plan read(Source source, Settings settings) throws ScenarioException {
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

    /**
     * A scenario's text and where it is.
     *
     * @param name for messages
     * @param text Groovy
     * @param folder of the file, which includes are relative to; null where it has none
     */
    record Source(String name, String text, Path folder) {

        /** Finds a file, or a resource of this path on the class path. */
        static Source find(Path file) throws IOException {
            try {
                return new Source(file.getFileName().toString(), Files.readString(file), file.toAbsolutePath().getParent());
            } catch (NoSuchFileException e) {
                return onClassPath(file, e);
            } catch (java.nio.charset.MalformedInputException e) {
                throw new IOException(file + " is not UTF-8 text", e);
            }
        }

        private static Source onClassPath(Path file, NoSuchFileException missing) throws IOException {
            String resource = "/" + file.normalize();
            try (var in = file.isAbsolute() ? null : ScenarioReader.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("there is no scenario file " + file, missing);
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Source(file.getFileName().toString(), text, null);
            }
        }
    }
}
