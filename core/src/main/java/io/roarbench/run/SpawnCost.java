package io.roarbench.run;

import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.measure.statistics.Median;
import java.io.IOException;
import java.util.Locale;

/** What it takes to start a program that does nothing and to wait for it: part of the time of every command. */
final class SpawnCost {

    private static final int WARM_UP = 20;
    private static final int RUNS = 51;

    private SpawnCost() {
    }

    /** In words, for the Setup line. */
    static String measured(ProcessLauncher launcher) throws IOException, InterruptedException {
        Command command = Command.of("true");
        double[] asked = new double[RUNS];
        double[] alone = new double[RUNS];
        for (int i = -WARM_UP; i < RUNS; i++) {
            long begin = System.nanoTime();
            var execution = launcher.run(command);
            if (i >= 0) {
                asked[i] = execution.startNanos() + execution.wallNanos() - begin;
                alone[i] = execution.wallNanos();
            }
        }
        return String.format(Locale.ROOT, "a program that does nothing (true) takes %.2f ms, of which %.2f ms pass before the launcher "
                + "has been told; included in all times", Median.of(asked) / 1e6, (Median.of(asked) - Median.of(alone)) / 1e6);
    }
}
