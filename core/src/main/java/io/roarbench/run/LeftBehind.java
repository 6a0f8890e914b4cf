package io.roarbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Processes that a command left behind: they would run on into later trials, and a tracer would wait for them. They are
 * known by a variable in their environment, which survives setsid(2) and a second fork.
 */
final class LeftBehind {

    /** The variable that marks what belongs to a trial. */
    static final String VARIABLE = "ROAR_BENCH_TRIAL";

    private static final Duration GRACE = Duration.ofMillis(500);

    private LeftBehind() {
    }

    /**
     * Waits some time for the processes of a trial whose command has ended, then ends those that still run.
     *
     * @param mark what {@link #VARIABLE} is in their environment
     * @return what had to be ended; empty if nothing
     */
    static Optional<String> end(String mark) throws InterruptedException {
        List<ProcessHandle> left = find(mark);
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (ProcessHandle process : left) {
            try {
                process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException stillThere) {
                continue;
            }
        }
        List<ProcessHandle> still = find(mark);
        String names = still.stream().map(p -> p.info().command().map(c -> Path.of(c).getFileName().toString())
                .orElse("process " + p.pid())).distinct().collect(Collectors.joining(", "));
        still.forEach(ProcessHandle::destroyForcibly);
        return still.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private static List<ProcessHandle> find(String mark) {
        String wanted = VARIABLE + "=" + mark + "\0";
        return ProcessHandle.allProcesses().filter(p -> environment(p).contains(wanted)).toList();
    }

    /** Empty for a process that has ended or belongs to somebody else. */
    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException notOurs) {
            return "";
        }
    }
}
