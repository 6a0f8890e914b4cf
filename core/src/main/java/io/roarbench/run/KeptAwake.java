package io.roarbench.run;

import io.roarbench.s3.process.AwakeCpus;
import java.io.IOException;

/** Keeps CPUs awake as long as there are trials that want it. */
final class KeptAwake implements AutoCloseable {

    private int users;
    private AwakeCpus running;
    private String trouble = "";

    void begin() {
        if (users++ > 0) {
            return;
        }
        try {
            running = AwakeCpus.start();
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    void end() {
        if (--users == 0) {
            close();
        }
    }

    /** Whether they are, or why not. */
    String description() {
        return running == null ? "could not be kept awake: " + trouble
                : "kept awake between requests by spinning at idle priority, where so stated";
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
