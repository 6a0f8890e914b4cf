package io.roarbench.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads and writes the result file; a name that ends in {@code .gz} is read compressed. */
public final class ResultFile {

    private ResultFile() {
    }

    /** Writes a result, whole or not at all. */
    public static void write(Path file, Result result) throws IOException {
        WholeFile.write(file, Json.indented().writeValueAsString(result) + "\n");
    }

    /**
     * Reads a result.
     *
     * @param file a result file, or a folder that holds {@code result.json}
     * @throws IOException if it is missing, no result, or of a schema version that this version does not read
     */
    public static Result read(Path file) throws IOException {
        Path path = Files.isDirectory(file) ? file.resolve("result.json") : file;
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            JsonNode tree = Json.mapper().readTree(in);
            int version = tree.path("schemaVersion").asInt(-1);
            if (version != Result.SCHEMA_VERSION) {
                throw new IOException(path + " is no result of schema version " + Result.SCHEMA_VERSION
                        + (version < 0 ? " (it names no version)" : " (it is of version " + version + ")"));
            }
            return Json.mapper().treeToValue(tree, Result.class);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no result file " + path, e);
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IOException(path + where + " is no roar-bench result: " + e.getOriginalMessage(), e);
        }
    }
}
