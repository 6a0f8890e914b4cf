package io.roarbench.dsl;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A scenario's text.
 *
 * @param name for messages
 * @param text Groovy
 * @param place that relative names in it start from
 */
record ScenarioSource(String name, String text, ScenarioPlace place) {

    /** Finds a file, or a resource of this path on the class path. */
    static ScenarioSource find(Path file) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return new ScenarioSource(file.getFileName().toString(), Files.readString(file), new ScenarioPlace.Folder(folder));
        } catch (NoSuchFileException e) {
            Optional<ScenarioSource> packed = file.isAbsolute() ? Optional.empty() : ScenarioPlace.ClassPath.source(file);
            return packed.orElseThrow(() -> new IOException("there is no scenario file " + file, e));
        } catch (MalformedInputException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }
}
