package io.roarbench.linux.process;

import java.io.IOException;

/** Chooses how commands are started here. */
public final class ProcessLaunchers {

    private ProcessLaunchers() {
    }

    /** The fork server where the C launcher was built, else posix_spawn. The caller closes it. */
    public static ProcessLauncher open() throws IOException {
        return ForkServerLauncher.open().<ProcessLauncher>map(server -> server).orElseGet(PosixSpawnLauncher::new);
    }
}
