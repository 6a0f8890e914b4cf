package io.roarbench.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.tracer.count.CallKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationStoreTests {

    @TempDir
    private Path folder;

    private final Calibration calibration =
            Calibrations.of(Calibrations.backend("ebpf", false, 1e6, Map.of(CallKind.READ, 250.0), 100, 0));

    @Test
    void what_is_kept_predicts_the_same() throws Exception {
        CalibrationStore store = new CalibrationStore(folder.resolve("cache"));
        store.save(calibration);

        Calibration again = store.load("a machine", "a counter").orElseThrow();

        assertThat(again.takenAt()).isEqualTo(Calibrations.TAKEN);
        assertThat(CalibrationText.of(again)).isEqualTo(CalibrationText.of(calibration)).contains("read", "+250");
    }

    @Test
    void of_another_machine_or_counter_or_damaged_it_is_not_used() throws Exception {
        CalibrationStore store = new CalibrationStore(folder);
        assertThat(store.load("a machine", "a counter")).isEmpty();
        store.save(calibration);

        assertThat(store.load("another machine", "a counter")).isEmpty();
        assertThat(store.load("a machine", "strace")).isEmpty();
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "{");
        }
        assertThat(store.load("a machine", "a counter")).isEmpty();
    }
}
