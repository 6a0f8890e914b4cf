package io.roarbench.predict;

import io.roarbench.environment.EnvironmentReader;
import io.roarbench.linux.ScratchFolder;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.Origin;
import io.roarbench.plan.Plan;
import io.roarbench.result.Result;
import io.roarbench.run.RunFailure;
import io.roarbench.run.RunListener;
import io.roarbench.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Measures experiments of which no page is made.
 *
 * @param listener hears how it goes
 * @param cancelled asked between trials
 */
record Measuring(RunListener listener, BooleanSupplier cancelled) {

    private static final long SEED = 42;

    /**
     * Measures.
     *
     * @param what for messages, e.g. "the calibration"
     * @throws RunFailure if it fails or is cancelled
     */
    Result measure(String what, List<Experiment> experiments) throws RunFailure, IOException {
        Plan plan = new Plan(what, "", new Origin("predict", ""), "quick", Map.of(), SEED, experiments, List.of(), "");
        Path folder = Files.createTempDirectory("roar-bench-predict-");
        try {
            Result result = new Runner(folder, paths -> EnvironmentReader.ofThisMachine().read(paths, Map.of()), listener, cancelled)
                    .run(plan);
            if (!result.complete()) {
                throw new RunFailure(what + " was interrupted");
            }
            return result;
        } finally {
            ScratchFolder.delete(folder);
        }
    }
}
