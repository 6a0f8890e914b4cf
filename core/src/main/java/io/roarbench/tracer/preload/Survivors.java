package io.roarbench.tracer.preload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Processes of a run that outlive the command. */
final class Survivors {

    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final SharedLog log;

    Survivors(SharedLog log) {
        this.log = log;
    }

    /** Waits until none has the log mapped any more. They are no children of this JVM, so that it has to look. */
    void awaitEnd() throws IOException, InterruptedException {
        Set<Integer> ended = new HashSet<>();
        int looked = 0;
        long pause = FIRST_PAUSE_MILLIS;
        Set<Integer> live = new HashSet<>();
        while (true) {
            int blocks = log.blocks();
            for (; looked < blocks; looked++) {
                int pid = log.pid(looked);
                if (pid != 0 && !ended.contains(pid)) {
                    live.add(pid);
                }
            }
            live.removeIf(pid -> !usesLog(pid));
            if (live.isEmpty() && log.blocks() == looked) {
                live.addAll(unregistered());
                if (live.isEmpty() && log.blocks() == looked) {
                    return;
                }
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /** Processes that have the log from their parent but have not run far enough to have a block of their own. */
    private Set<Integer> unregistered() throws IOException {
        Set<Integer> found = new HashSet<>();
        if (log.forked()) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : processes) {
                    int pid = Integer.parseInt(process.getFileName().toString());
                    if (usesLog(pid)) {
                        found.add(pid);
                    }
                }
            }
        }
        return found;
    }

    /** A zombie has no mappings; another process with the same id has none of this log. */
    private boolean usesLog(int pid) {
        try {
            byte[] maps = Files.readAllBytes(Path.of("/proc/" + pid + "/maps"));
            return new String(maps, StandardCharsets.ISO_8859_1).contains("/memfd:" + log.name());
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unreadable) {
            // It ended while being read (ESRCH), or belongs to another user now; then its exit can't be waited for.
            return false;
        }
    }
}
