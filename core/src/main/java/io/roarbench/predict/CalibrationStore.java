package io.roarbench.predict;

import com.fasterxml.jackson.databind.JsonNode;
import io.roarbench.result.Json;
import io.roarbench.result.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps calibrations: one file for each machine (kernel, CPU, version) and way to count. What cannot be read is measured again. */
final class CalibrationStore {

    private final Path folder;

    CalibrationStore(Path folder) {
        this.folder = folder;
    }

    /** The last one that was kept, if it was taken on this machine with this counter. */
    Optional<Calibration> load(String machine, String counter) {
        try {
            JsonNode tree = Json.mapper().readTree(file(machine, counter).toFile());
            if (tree.path("schemaVersion").asInt() != Calibration.SCHEMA_VERSION) {
                return Optional.empty();
            }
            Calibration kept = Json.mapper().treeToValue(tree, Calibration.class);
            return kept.machine().equals(machine) && kept.counter().equals(counter) ? Optional.of(kept) : Optional.empty();
        } catch (IOException missingOrDamaged) {
            return Optional.empty();
        }
    }

    /** Keeps it. @throws IOException if it cannot be written */
    void save(Calibration calibration) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(file(calibration.machine(), calibration.counter()), Json.indented().writeValueAsString(calibration) + "\n");
    }

    private Path file(String machine, String counter) {
        return folder.resolve("tracer-costs-" + Integer.toHexString((machine + "\n" + counter).hashCode()) + ".json");
    }
}
