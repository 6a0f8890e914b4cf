package io.roarbench.run;

import io.roarbench.linux.DirtyPages;
import io.roarbench.linux.process.Command;
import io.roarbench.linux.process.Execution;
import io.roarbench.linux.process.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps what earlier trials wrote from being written back while a later one is timed. Nothing is synced where nothing much was
 * written: a sync commits the file system's journal and leaves cold caches, of which a short command would pay.
 */
final class WriteBack {

    /** From this on it is much, bytes. Folders made and removed stay far below. */
    private static final long MUCH = 1 << 20;

    private boolean owed;

    /** Tells that a trial has ended, whose files are about to be removed: their removal is to be on disk, too. */
    void trialEnded() throws IOException {
        owed |= muchToWrite();
    }

    /**
     * Syncs the file system of a folder, if much was written since it was last done.
     *
     * @throws IOException if that fails
     */
    void settle(ProcessLauncher launcher, Path folder) throws IOException, InterruptedException {
        if (owed || muchToWrite()) {
            Execution sync = launcher.run(Command.of("sync", "-f", folder.toString()));
            if (!sync.succeeded()) {
                throw new IOException("sync -f " + folder + " failed with exit code " + sync.exitCode()
                        + ", so that what was written before may be written back while a trial is timed");
            }
            owed = false;
        }
    }

    /** Where the kernel does not say, it is taken to be so. */
    private static boolean muchToWrite() throws IOException {
        return DirtyPages.bytes().orElse(MUCH) >= MUCH;
    }
}
